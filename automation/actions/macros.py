"""Several steps at one press: writing them down, sharing them, putting them away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from automation import verbs
from automation.actions.tools import Shared, in_hand, keep, share
from automation.errors import StepsRefusedError, ToolUnnamedError
from automation.models import CannedReply, Macro
from automation.steps import Step, check_steps, read_steps
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_line


@dataclass(frozen=True, slots=True)
class MacroTerms:
    """A macro as its writer sees it."""

    name: str
    steps: Sequence[Step]
    shared: Shared = field(default_factory=Shared)


@transaction.atomic
def write_macro(terms: MacroTerms, *, by: User, actor: Actor, at: datetime) -> Macro:
    """Write a new macro down. Refuses no name, steps that cannot be or contradict each
    other, and sharing by who may not."""
    return _store(Macro(owner=by), terms, by=by, actor=actor, at=at)


@transaction.atomic
def rewrite_macro(
    macro: Macro,
    terms: MacroTerms,
    *,
    seen_version: int,
    by: User,
    actor: Actor,
    at: datetime,
) -> Macro:
    """Change a macro; refused like a new one, to others, and where somebody else did."""
    macro = in_hand(macro, by, seen_version)
    return _store(macro, terms, by=by, actor=actor, at=at)


@transaction.atomic
def retire_macro(macro: Macro, *, by: User, actor: Actor, at: datetime) -> Macro:
    """Put a macro away: nobody is offered it any more. Twice changes nothing."""
    macro = in_hand(macro, by)
    if not macro.is_active:
        return macro
    macro.is_active = False
    return keep(macro, verbs.MACRO_RETIRED, actor=actor, at=at)


@transaction.atomic
def restore_macro(macro: Macro, *, by: User, actor: Actor, at: datetime) -> Macro:
    """Take a macro out again."""
    macro = in_hand(macro, by)
    if macro.is_active:
        return macro
    macro.is_active = True
    return keep(macro, verbs.MACRO_RESTORED, actor=actor, at=at)


def _store(
    macro: Macro, terms: MacroTerms, *, by: User, actor: Actor, at: datetime
) -> Macro:
    macro.name = clean_line(terms.name)
    if not macro.name:
        raise ToolUnnamedError(field="name")
    check_steps(terms.steps)
    _check_sight(terms.steps, read_steps(macro.steps), by)
    macro.steps = [step.stored() for step in terms.steps]
    share(macro, terms.shared, by)
    return keep(macro, verbs.MACRO_SAVED, actor=actor, at=at)


def _check_sight(steps: Sequence[Step], before: Sequence[Step], by: User) -> None:
    """Refuse words that `by` may not read; what a colleague put in before stays."""
    named = {step.key for step in steps if step.do == "reply" and step.value}
    unread = named - {step.key for step in before if step.do == "reply"}
    if not unread:
        return
    seen = CannedReply.objects.visible_to(by).filter(pk__in=unread)
    if seen.count() < len(unread):
        raise StepsRefusedError(_("Bạn không dùng được câu trả lời mẫu đã chọn."))
