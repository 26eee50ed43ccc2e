"""What has to be done on a ticket, line by line, and the lists of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_line
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.day_errors import (
    ChecklistFullError,
    ChecklistGoneError,
    ChecklistTextError,
    TemplateRetiredError,
)
from tickets.models import ChecklistItem, ChecklistTemplate, Ticket

MAX_TEXT = 200
MAX_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that was taken away, as it stood, so that it can be put back."""

    text: str
    position: int
    added_by_id: int | None
    created_at: datetime
    done_at: datetime | None
    done_by_id: int | None


def stand_lists(ticket: Ticket, at: datetime) -> None:
    """Put the lists that every new ticket of its kind has on one just opened."""
    lists = ChecklistTemplate.objects.filter(kind=ticket.kind, is_active=True)
    lines = [line for each in lists.values_list("lines", flat=True) for line in each]
    if lines:
        _append(ticket, lines[:MAX_ITEMS], 0, by_id=None, at=at)


@transaction.atomic
def add_checklist(
    ticket: Ticket, template: ChecklistTemplate, *, actor: Actor, by: User, at: datetime
) -> Ticket:
    """Put the lines of a list at the end; those that stand there already are left out.

    Refuses a list out of use, and more lines than anybody reads.
    """
    ticket = held(ticket)
    template.refresh_from_db()
    if not template.is_active:
        raise TemplateRetiredError
    there = set(ticket.checklist.values_list("text", flat=True))
    lines = [line for line in template.lines if line not in there]
    if lines:
        _grow(ticket, lines, actor=actor, by=by, at=at, template_id=template.pk)
    return ticket


@transaction.atomic
def add_item(
    ticket: Ticket, text: str, *, actor: Actor, by: User, at: datetime
) -> ChecklistItem:
    """One thing more to do; refuses one that says nothing."""
    ticket = held(ticket)
    (item,) = _grow(ticket, [_checked(text)], actor=actor, by=by, at=at)
    return item


@transaction.atomic
def tick_item(
    item: ChecklistItem, *, is_done: bool, actor: Actor, by: User, at: datetime
) -> ChecklistItem:
    """Say that it is done, or that it is not; the same again changes nothing."""
    ticket, item = _held(item)
    if (item.done_at is not None) == is_done:
        return item
    item.done_at, item.done_by = (at, by) if is_done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    verb = verbs.CHECKLIST_TICKED if is_done else verbs.CHECKLIST_UNTICKED
    record_on(ticket, verb, actor=actor, at=at, item_id=item.pk)
    return item


@transaction.atomic
def rename_item(
    item: ChecklistItem, text: str, *, actor: Actor, at: datetime
) -> ChecklistItem:
    """Say it in other words."""
    ticket, item = _held(item)
    text = _checked(text)
    if text != item.text:
        item.text = text
        item.save(update_fields=["text"])
        record_on(ticket, verbs.CHECKLIST_CHANGED, actor=actor, at=at, item_id=item.pk)
    return item


@transaction.atomic
def move_item(
    item: ChecklistItem, to: int, *, actor: Actor, at: datetime
) -> ChecklistItem:
    """Put it at a place of the list, counted from nought; beyond its ends is its end."""
    ticket, item = _held(item)
    others = [each for each in ticket.checklist.all() if each.pk != item.pk]
    place = max(0, min(to, len(others)))
    ordered = [*others[:place], item, *others[place:]]
    if _number(ordered):
        record_on(ticket, verbs.CHECKLIST_CHANGED, actor=actor, at=at, item_id=item.pk)
    return item


@transaction.atomic
def remove_item(item: ChecklistItem, *, actor: Actor, at: datetime) -> Removed:
    """Take a line away; `restore_item` puts what comes back where it stood."""
    ticket, item = _held(item)
    names = Removed.__dataclass_fields__
    kept = Removed(**{name: getattr(item, name) for name in names})
    item_id = item.pk
    item.delete()
    record_on(ticket, verbs.CHECKLIST_REMOVED, actor=actor, at=at, item_id=item_id)
    return kept


@transaction.atomic
def restore_item(
    ticket: Ticket, removed: Removed, *, actor: Actor, at: datetime
) -> ChecklistItem:
    """Put a line back that was taken away; what was done is done."""
    ticket = held(ticket)
    _check_room(ticket, 1)
    fields: dict[str, Any] = {
        name: getattr(removed, name) for name in Removed.__dataclass_fields__
    }
    item = ChecklistItem.objects.create(ticket=ticket, **fields)
    record_on(ticket, verbs.CHECKLIST_ADDED, actor=actor, at=at, n=1)
    return item


def _held(item: ChecklistItem) -> tuple[Ticket, ChecklistItem]:
    """The ticket under its lock, and the line as it stands now."""
    ticket = held(item.ticket)
    found = ticket.checklist.filter(pk=item.pk).first()
    if found is None:
        raise ChecklistGoneError
    return ticket, found


def _grow(
    ticket: Ticket,
    lines: Sequence[str],
    *,
    actor: Actor,
    by: User,
    at: datetime,
    template_id: int | None = None,
) -> list[ChecklistItem]:
    _check_room(ticket, len(lines))
    last = ticket.checklist.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    items = _append(ticket, lines, first, by_id=by.pk, at=at)
    facts = {"n": len(items), "template_id": template_id}
    record_on(ticket, verbs.CHECKLIST_ADDED, actor=actor, at=at, **facts)
    return items


def _append(
    ticket: Ticket, lines: Sequence[str], first: int, *, by_id: int | None, at: datetime
) -> list[ChecklistItem]:
    return ChecklistItem.objects.bulk_create(
        ChecklistItem(
            ticket=ticket,
            text=line[:MAX_TEXT],
            position=first + offset,
            added_by_id=by_id,
            created_at=at,
        )
        for offset, line in enumerate(lines)
    )


def _number(ordered: Sequence[ChecklistItem]) -> bool:
    """Give the lines their places; whether any moved."""
    moved = [each for place, each in enumerate(ordered) if each.position != place]
    for place, each in enumerate(ordered):
        each.position = place
    ChecklistItem.objects.bulk_update(moved, ["position"])
    return bool(moved)


def _check_room(ticket: Ticket, count: int) -> None:
    if ticket.checklist.count() + count > MAX_ITEMS:
        raise ChecklistFullError


def _checked(text: str) -> str:
    found = clean_line(text)[:MAX_TEXT].strip()
    if not found:
        raise ChecklistTextError(field="text")
    return found
