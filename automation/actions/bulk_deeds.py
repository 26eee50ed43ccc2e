"""What a bulk run does to one ticket, and the way back. The caller opens the transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from automation.actions.applying import Press, apply_macro
from automation.actions.deeds import Doing, do_steps
from automation.enums import BulkKind
from automation.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotUndoableError,
    OutOfSightError,
)
from automation.models import Macro
from automation.orders import Order
from automation.permissions import may_do
from automation.standing import FIELDS, TAGS, Standing, differences, standing
from automation.ways_back import SPEAKING
from foundation.accounts.models import Team, User
from tickets.actions.assignment import check_agent
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.handing import give_back
from tickets.actions.holding import held
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.actions.sending import call_off
from tickets.actions.snooze import snooze_ticket, wake_ticket
from tickets.actions.tags import set_tags
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import (
    Complexity,
    Priority,
    TicketKind,
    TicketStatus,
    WaitReason,
)
from tickets.errors import TicketClosedError
from tickets.models import PendingReply, Tag, Ticket, TicketCategory

# What may put a ticket into hands whose work the asker does not see.
GIVING_AWAY = frozenset({BulkKind.ASSIGN, BulkKind.MACRO})


def do_order(
    ticket_id: int, order: Order, doing: Doing, bulk_id: int | None = None
) -> dict[str, Any] | None:
    """Do `order` to one ticket; how it stood before and after and the answer that it put
    on its way, None if nothing changed.

    Refused as the actions refuse, and on a ticket that the asker does not see now.
    """
    ticket = in_sight(ticket_id, doing.user)
    # Two tickets are locked in the order of their keys, which merging does by itself.
    if order.kind != BulkKind.MERGE:
        ticket = held(ticket)
    was = standing(ticket, order.kind)
    if order.kind == BulkKind.MACRO:
        _run_macro(ticket, order, doing, bulk_id)
    elif order.kind == BulkKind.MERGE:
        _merge(ticket, order, doing)
    else:
        _do_steps(ticket, order, doing)
    ticket.refresh_from_db()
    now = standing(ticket, order.kind)
    if was == now and order.kind not in SPEAKING:
        return None
    on_its_way = {"pending": doing.answers[-1]} if doing.answers else {}
    return {"was": was, "now": now, **on_its_way}


def undo_order(
    ticket_id: int, order: Order, before: dict[str, Any], doing: Doing
) -> dict[str, Standing]:
    """Put one ticket back as it stood; how it stood before that and after.

    Refused where somebody else moved it on, for an answer that is out, and for what has
    no way back. What the run itself gave out of sight comes back; nothing else unseen.
    """
    is_given_away = order.kind in GIVING_AWAY
    ticket = _anywhere(ticket_id) if is_given_away else in_sight(ticket_id, doing.user)
    if order.kind != BulkKind.MERGE:
        ticket = held(ticket)
    was, now = before.get("was"), before.get("now")
    if was is None or now is None:
        raise NotUndoableError
    if not may_do_order(doing.user, order):
        raise NotAllowedError
    stands = standing(ticket, order.kind)
    if "pending" in before:
        _call_off(before["pending"], doing)
    elif stands != now:
        raise ChangedMeanwhileError
    # What others changed since stays; the answer is called off all the same.
    if stands == now:
        WAYS_BACK[order.kind](ticket, was, doing)
    ticket = in_sight(ticket_id, doing.user)
    return {"was": stands, "now": standing(ticket, order.kind)}


def may_do_order(user: User, order: Order) -> bool:
    """Whether the role of `user` includes every step; of a macro it is asked later."""
    asked = ["merge"] if order.kind == BulkKind.MERGE else [s.do for s in order.steps]
    return all(may_do(user, step) for step in asked)


def in_sight(ticket_id: int, user: User) -> Ticket:
    """The ticket as far as `user` sees it, or OutOfSightError."""
    found = Ticket.objects.visible_to(user).filter(pk=ticket_id).first()
    if found is None:
        raise OutOfSightError
    return found


def _anywhere(ticket_id: int) -> Ticket:
    return Ticket.objects.get(pk=ticket_id)


def _do_steps(ticket: Ticket, order: Order, doing: Doing) -> None:
    if not may_do_order(doing.user, order):
        raise NotAllowedError
    do_steps(ticket, order.steps, doing)


def _merge(ticket: Ticket, order: Order, doing: Doing) -> None:
    if not may_do_order(doing.user, order):
        raise NotAllowedError
    # The one they go on in is among those that were ticked: nothing happens to it.
    if ticket.pk != order.target_id:
        into = in_sight(order.target_id, doing.user)
        merge_tickets(ticket, into, actor=doing.actor, at=doing.at)


def _run_macro(ticket: Ticket, order: Order, doing: Doing, bulk_id: int | None) -> None:
    macro = Macro.objects.offered_to(doing.user).filter(pk=order.macro_id).first()
    if macro is None:
        raise NotAllowedError
    press = Press(
        doing.client_key,
        doing.seen_public_count,
        bulk_id,
        is_trial=doing.is_trial,
        answers=doing.answers,
    )
    apply_macro(
        ticket, macro, actor=doing.actor, user=doing.user, at=doing.at, press=press
    )


def _assigned_back(ticket: Ticket, was: Standing, doing: Doing) -> None:
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    agent = User.objects.filter(pk=was["assignee_id"] or 0).first()
    team = Team.objects.filter(pk=was["team_id"] or 0).first()
    if agent:
        check_agent(agent)
    give_back(ticket, agent=agent, team=team, actor=doing.actor, at=doing.at)


def _status_back(ticket: Ticket, was: Standing, doing: Doing) -> None:
    if was["status"] == TicketStatus.WAITING:
        reason = WaitReason(was["wait_reason"])
        wait_for(ticket, actor=doing.actor, reason=reason, at=doing.at)
    elif ticket.status == TicketStatus.WAITING:
        # What was new was looked at meanwhile: it goes on as open.
        resume_ticket(ticket, actor=doing.actor, at=doing.at)
    else:
        raise NotUndoableError


def _classified_back(ticket: Ticket, was: Standing, doing: Doing) -> None:
    to = replace(
        Classification.of(ticket),
        kind=TicketKind(was["kind"]),
        priority=Priority(was["priority"]),
        category=TicketCategory.objects.filter(pk=was["category_id"] or 0).first(),
        complexity=Complexity(was["complexity"]),
    )
    classify_ticket(ticket, actor=doing.actor, at=doing.at, to=to)


def _tagged_back(ticket: Ticket, was: Standing, doing: Doing) -> None:
    old = set(was["tags"])
    new = set(standing(ticket, BulkKind.TAGS)["tags"])
    tags = {tag.pk: tag for tag in Tag.objects.filter(pk__in=old | new)}
    set_tags(
        ticket,
        actor=doing.actor,
        at=doing.at,
        add=[tags[key] for key in old - new if key in tags],
        remove=[tags[key] for key in new - old if key in tags],
    )


def _shown_again(ticket: Ticket, was: Standing, doing: Doing) -> None:
    if was["snoozed_at"] is None:
        wake_ticket(ticket, actor=doing.actor, at=doing.at)
        return
    snooze_ticket(
        ticket,
        until=moment(was["snoozed_until"]),
        actor=doing.actor,
        by=doing.user,
        at=doing.at,
    )


def _parted(ticket: Ticket, _was: Standing, doing: Doing) -> None:
    unmerge_ticket(ticket, actor=doing.actor, at=doing.at)


def _said_back(_ticket: Ticket, _was: Standing, _doing: Doing) -> None:
    """Nothing but the answer, which is called off by now."""


def _call_off(key: int, doing: Doing) -> None:
    """The answer that is still on its way; refused once it went out."""
    pending = PendingReply.objects.filter(pk=key).first()
    if pending is None:
        raise NotUndoableError
    call_off(pending, by=doing.user, actor=doing.actor, at=doing.at)


def _macro_back(ticket: Ticket, was: Standing, doing: Doing) -> None:
    """Each part of it that changed; notes and lists that it wrote stay."""
    changed = differences(was, standing(ticket, BulkKind.MACRO))
    for kind in MACRO_PARTS:
        if changed.keys() & {*FIELDS.get(kind, (TAGS,))}:
            WAYS_BACK[kind](ticket, was, doing)
            ticket.refresh_from_db()


# In the order in which they are put back: who holds it last, since that may hide it.
MACRO_PARTS = (
    BulkKind.STATUS,
    BulkKind.CLASSIFY,
    BulkKind.TAGS,
    BulkKind.SNOOZE,
    BulkKind.ASSIGN,
)
WAYS_BACK = {
    BulkKind.ASSIGN: _assigned_back,
    BulkKind.STATUS: _status_back,
    BulkKind.CLASSIFY: _classified_back,
    BulkKind.TAGS: _tagged_back,
    BulkKind.SNOOZE: _shown_again,
    BulkKind.MERGE: _parted,
    BulkKind.MACRO: _macro_back,
    BulkKind.REPLY: _said_back,
}


def moment(stored: str | None) -> datetime | None:
    """A stored instant."""
    return datetime.fromisoformat(stored) if stored else None
