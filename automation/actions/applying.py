"""Doing what a macro says: all of it or nothing, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from automation import verbs
from automation.actions.deeds import Doing, do_steps
from automation.actions.usage import count_macro
from automation.errors import MacroRetiredError, NotAllowedError
from automation.models import Macro
from automation.permissions import may_do
from automation.steps import Step, check_steps, read_steps
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.events.models import Event
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Press:
    """How a macro was pressed: the form's own key, and what its sender had read."""

    client_key: str = ""
    seen_public_count: int | None = None
    bulk_id: int | None = None
    is_trial: bool = False
    # Where the answers that it puts on their way are noted.
    answers: list[int] | None = None


@transaction.atomic
def apply_macro(
    ticket: Ticket,
    macro: Macro,
    *,
    actor: Actor,
    user: User,
    at: datetime,
    press: Press = Press(),
) -> Ticket:
    """Do the steps of `macro` in their order, as `user`. The same press twice is one.

    Refused whole where any step is: by the rule of its action, by the role of `user`,
    by a variable without a value. Nothing of it stays then.
    """
    ticket = held(ticket)
    key = _key_of(ticket, macro, user, press)
    if key and _is_done(ticket, key):
        return ticket
    doing = Doing(
        user,
        actor,
        at,
        press.client_key,
        press.seen_public_count,
        is_trial=press.is_trial,
        answers=[] if press.answers is None else press.answers,
    )
    do_steps(ticket, steps_of(macro, user), doing)
    facts: dict[str, Any] = {"macro_id": macro.pk}
    facts |= {"press": key} if key else {}
    facts |= {"bulk_id": press.bulk_id} if press.bulk_id else {}
    record_on(ticket, verbs.MACRO_APPLIED, actor=actor, at=at, **facts)
    if not press.is_trial:
        count_macro(macro, at=at)
    return ticket


def steps_of(macro: Macro, user: User) -> Sequence[Step]:
    """What `macro` does now; refused where it is out of use or beyond the role of `user`."""
    macro = Macro.objects.get(pk=macro.pk)
    if not macro.is_active:
        raise MacroRetiredError
    steps = read_steps(macro.steps)
    check_steps(steps)
    if not all(may_do(user, step.do) for step in steps):
        raise NotAllowedError
    return steps


def _key_of(ticket: Ticket, macro: Macro, user: User, press: Press) -> str:
    if not press.client_key:
        return ""
    whole = f"macro:{macro.pk}:{ticket.pk}:{user.pk}:{press.client_key}"
    return sha256(whole.encode()).hexdigest()


def _is_done(ticket: Ticket, key: str) -> bool:
    about = ref(ticket)
    found = Event.objects.filter(subject_type=about.type, subject_id=about.id)
    return found.filter(verb=verbs.MACRO_APPLIED, data__press=key).exists()
