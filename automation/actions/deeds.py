"""What one step does to one ticket: the action of the app whose rule it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

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
from tickets.actions.messages import (
    AfterReply,
    Resolution,
    add_note,
    reply_to_customer,
)
from tickets.actions.resolution import resolve_ticket
from tickets.actions.sending import Leave, queue_reply
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
    """Who does it, when, and under which press of a button.

    `then` is what the ticket does once an answer is out; `answers` are those that were
    put on their way. A trial says at once what it takes back at once.
    """

    user: User
    actor: Actor
    at: datetime
    client_key: str = ""
    seen_public_count: int | None = None
    is_trial: bool = False
    then: Step | None = None
    answers: list[int] = field(default_factory=list)

    @property
    def is_said_at_once(self) -> bool:
        """Whether an answer is said now, or can be taken back for some seconds."""
        return self.is_trial or not settings.UNDO_SECONDS


def do_steps(ticket: Ticket, steps: Sequence[Step], doing: Doing) -> None:
    """Do steps in their order; refused whole where any of them is."""
    for step, how in planned(steps, doing):
        do_step(ticket, step, how)
        ticket.refresh_from_db()


def planned(steps: Sequence[Step], doing: Doing) -> Iterator[tuple[Step, Doing]]:
    """Each step and how it is done: what follows an answer waits until that is out."""
    kinds = [step.do for step in steps]
    if doing.is_said_at_once or "reply" not in kinds:
        yield from ((step, doing) for step in steps)
        return
    behind = steps[kinds.index("reply") :]
    then = next((step for step in behind if step.do in {"wait", "resolve"}), None)
    for step in steps:
        if step is not then:
            yield step, replace(doing, then=then) if step.do == "reply" else doing


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
    if not doing.is_said_at_once:
        _put_on_its_way(ticket, words, doing)
        return
    reply_to_customer(
        ticket, actor=doing.actor, author=doing.user, at=doing.at, words=words
    )


def _put_on_its_way(ticket: Ticket, words: Words, doing: Doing) -> None:
    then = _after_reply(ticket, doing)
    # Every rule is asked now, while somebody looks, and not only when it goes out.
    with transaction.atomic():
        reply_to_customer(
            ticket,
            actor=doing.actor,
            author=doing.user,
            at=doing.at,
            words=replace(words, client_key=None),
            then=then,
        )
        transaction.set_rollback(True)
    leave = Leave(is_typed=False)
    pending = queue_reply(
        ticket, author=doing.user, words=words, then=then, leave=leave, at=doing.at
    )
    doing.answers.append(pending.pk)


def _after_reply(ticket: Ticket, doing: Doing) -> AfterReply | None:
    step = doing.then
    if step is None:
        return None
    if step.do == "wait":
        return WaitReason(step.value)
    note = said_words(ticket, step.words, doing.user)
    return Resolution(Outcome(step.value), note)


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
