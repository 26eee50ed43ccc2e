"""What one step does to one ticket: the action of the app whose rule it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from automation.errors import CannedRetiredError, UnfilledVariableError
from automation.facts import values_for
from automation.models import CannedReply
from automation.snoozes import until
from automation.steps import Step
from automation.variables import fill, unfilled
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tickets.actions.assignment import assign_ticket
from tickets.actions.checklists import add_checklist
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.resolution import resolve_ticket
from tickets.actions.snooze import snooze_ticket
from tickets.actions.stages import start_stage
from tickets.actions.tags import set_tags
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.actions.words import Words
from tickets.day_errors import TemplateRetiredError
from tickets.enums import Outcome, Priority, Stage, TicketKind, WaitReason
from tickets.errors import AgentUnavailableError, TeamUnavailableError
from tickets.models import ChecklistTemplate, Tag, Ticket, TicketCategory


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when, and under which press of a button."""

    user: User
    actor: Actor
    at: datetime
    client_key: str = ""
    seen_public_count: int | None = None


def do_step(ticket: Ticket, step: Step, doing: Doing) -> None:
    """Do one step; refused as its action refuses."""
    DOERS[step.do](ticket, step, doing)


def said_words(ticket: Ticket, text: str, user: User) -> str:
    """Words for the customer, filled in; refused with a gap in them."""
    words = fill(text, values_for(ticket, user))
    if unfilled(words):
        raise UnfilledVariableError(field="body")
    return words


def _reply(ticket: Ticket, step: Step, doing: Doing) -> None:
    text = _canned(step.key).body if step.value else step.words
    words = Words(
        said_words(ticket, text, doing.user),
        client_key=doing.client_key or None,
        seen_public_count=doing.seen_public_count,
    )
    reply_to_customer(
        ticket, actor=doing.actor, author=doing.user, at=doing.at, words=words
    )


def _canned(key: int) -> CannedReply:
    found = CannedReply.objects.filter(pk=key, is_active=True).first()
    if found is None:
        raise CannedRetiredError
    return found


def _note(ticket: Ticket, step: Step, doing: Doing) -> None:
    # No key: a macro may have two notes, and a press is counted as a whole.
    words = Words(fill(step.words, values_for(ticket, doing.user)))
    add_note(ticket, actor=doing.actor, author=doing.user, at=doing.at, words=words)


def _assign(ticket: Ticket, step: Step, doing: Doing) -> None:
    agent, team = _owner(step, doing.user)
    assign_ticket(
        ticket,
        actor=doing.actor,
        at=doing.at,
        agent=agent,
        team=team,
        summary=fill(step.words, values_for(ticket, doing.user)),
    )


def _owner(step: Step, user: User) -> tuple[User | None, Team | None]:
    if step.value == "me":
        return user, None
    if step.key_kind == "team":
        team = Team.objects.filter(pk=step.key).first()
        if team is None:
            raise TeamUnavailableError(field="team")
        return None, team
    agent = User.objects.filter(pk=step.key).first()
    if agent is None:
        raise AgentUnavailableError(field="agent")
    return agent, None


def _wait(ticket: Ticket, step: Step, doing: Doing) -> None:
    reason = WaitReason(step.value)
    wait_for(ticket, actor=doing.actor, reason=reason, at=doing.at)


def _resume(ticket: Ticket, _step: Step, doing: Doing) -> None:
    resume_ticket(ticket, actor=doing.actor, at=doing.at)


def _resolve(ticket: Ticket, step: Step, doing: Doing) -> None:
    resolve_ticket(
        ticket,
        actor=doing.actor,
        agent=doing.user,
        outcome=Outcome(step.value),
        note=said_words(ticket, step.words, doing.user),
        at=doing.at,
    )


def _stage(ticket: Ticket, step: Step, doing: Doing) -> None:
    start_stage(ticket, stage=Stage(step.value), actor=doing.actor, at=doing.at)


def _priority(ticket: Ticket, step: Step, doing: Doing) -> None:
    _sort(
        ticket, replace(Classification.of(ticket), priority=Priority(step.value)), doing
    )


def _kind(ticket: Ticket, step: Step, doing: Doing) -> None:
    _sort(
        ticket, replace(Classification.of(ticket), kind=TicketKind(step.value)), doing
    )


def _category(ticket: Ticket, step: Step, doing: Doing) -> None:
    category = TicketCategory.objects.filter(pk=step.key).first()
    _sort(ticket, Classification.of(ticket).under(category), doing)


def _sort(ticket: Ticket, to: Classification, doing: Doing) -> None:
    classify_ticket(ticket, actor=doing.actor, at=doing.at, to=to)


def _tags(ticket: Ticket, step: Step, doing: Doing) -> None:
    found = {
        tag.pk: tag for tag in Tag.objects.filter(pk__in=[*step.add, *step.remove])
    }
    set_tags(
        ticket,
        actor=doing.actor,
        at=doing.at,
        add=[found[key] for key in step.add if key in found],
        remove=[found[key] for key in step.remove if key in found],
    )


def _checklist(ticket: Ticket, step: Step, doing: Doing) -> None:
    template = ChecklistTemplate.objects.filter(pk=step.key).first()
    if template is None:
        raise TemplateRetiredError
    add_checklist(ticket, template, actor=doing.actor, by=doing.user, at=doing.at)


def _snooze(ticket: Ticket, step: Step, doing: Doing) -> None:
    ends = until(step.value, doing.at)
    snooze_ticket(ticket, until=ends, actor=doing.actor, by=doing.user, at=doing.at)


DOERS: Mapping[str, Callable[[Ticket, Step, Doing], None]] = {
    "reply": _reply,
    "note": _note,
    "assign": _assign,
    "priority": _priority,
    "kind": _kind,
    "category": _category,
    "tags": _tags,
    "checklist": _checklist,
    "stage": _stage,
    "wait": _wait,
    "resume": _resume,
    "snooze": _snooze,
    "resolve": _resolve,
}
