"""The terms of a policy as a manager writes them: values, and what they must hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from tickets.enums import Basis, Side
from tickets.models import SlaEscalation, SlaPolicyVersion, SlaTarget
from tickets.models.policies import PROMISE_PAUSES
from tickets.policy_errors import (
    EscalationRefusedError,
    NoTargetError,
    PromisePausedError,
    TargetRefusedError,
)

CONDITIONS = ("kinds", "priorities", "channels", "tiers", "categories")
LEVELS = 4
LONGEST_SECONDS = 366 * 24 * 3600  # beyond a year nobody is waiting any more

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TargetTerms:
    """One clock: what is measured, for whom, how long, and for what it stops."""

    metric: str
    side: str
    seconds: int
    stage: str = ""
    basis: str = Basis.BUSINESS.value
    pause_reasons: tuple[str, ...] = ()
    warn_at: tuple[int, ...] = ()

    @property
    def key(self) -> Key:
        """What is measured for whom; once in a policy."""
        return self.metric, self.stage, self.side


@dataclass(frozen=True, slots=True)
class EscalationTerms:
    """What happens once a clock has been late for so long."""

    level: int
    after_seconds: int
    tell: tuple[str, ...] = ()
    raise_to: str = ""
    hand_to: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Whom a policy fits, which clocks it starts, and who hears when they are late."""

    kinds: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    categories: tuple[int, ...] = ()
    calendar_id: int | None = None
    targets: tuple[TargetTerms, ...] = ()
    escalations: tuple[EscalationTerms, ...] = ()

    @property
    def fits_all(self) -> bool:
        """Whether no condition holds anything back."""
        return not any(getattr(self, name) for name in CONDITIONS)

    @property
    def in_order(self) -> "Terms":
        """The same, in an order that does not depend on who wrote them."""
        named: dict[str, Any] = {
            name: tuple(sorted(getattr(self, name))) for name in CONDITIONS
        }
        return replace(
            self,
            **named,
            targets=tuple(sorted(map(_tidy, self.targets), key=lambda t: t.key)),
            escalations=tuple(
                replace(each, tell=tuple(sorted(each.tell)))
                for each in self.escalations
            ),
        )

    @property
    def uses_calendar(self) -> bool:
        """Whether any of its clocks counts working hours."""
        return any(target.basis == Basis.BUSINESS for target in self.targets)


def terms_of(version: SlaPolicyVersion) -> Terms:
    """What stands in the rows of a version; two queries unless they are prefetched."""
    return Terms(
        kinds=tuple(version.kinds),
        priorities=tuple(version.priorities),
        channels=tuple(version.channels),
        tiers=tuple(version.tiers),
        categories=tuple(version.categories),
        calendar_id=version.calendar_id,
        targets=tuple(map(_target_terms, version.targets.all())),
        escalations=tuple(map(_escalation_terms, version.escalations.all())),
    )


def _target_terms(row: SlaTarget) -> TargetTerms:
    return TargetTerms(
        metric=row.metric,
        side=row.side,
        seconds=row.seconds,
        stage=row.stage,
        basis=row.basis,
        pause_reasons=tuple(row.pause_reasons),
        warn_at=tuple(row.warn_at),
    )


def _escalation_terms(row: SlaEscalation) -> EscalationTerms:
    return EscalationTerms(
        level=row.level,
        after_seconds=row.after_seconds,
        tell=tuple(row.tell),
        raise_to=row.raise_to,
        hand_to=row.hand_to,
    )


def check_terms(terms: Terms) -> None:
    """Refuse what no clock could run by, in a draft as well."""
    for target in terms.targets:
        _check_target(target)
    repeated = [
        key for key, n in Counter(t.key for t in terms.targets).items() if n > 1
    ]
    if repeated:
        raise TargetRefusedError(_("Một hạn chỉ được ghi một lần cho mỗi bên."))
    _check_escalations(terms.escalations)


def check_complete(terms: Terms) -> None:
    """Refuse to publish what measures nothing."""
    if not terms.targets:
        raise NoTargetError
    check_terms(terms)


def short_promises(terms: Terms) -> Iterator[TargetTerms]:
    """Promises that pass before our own target has: allowed, but seldom meant.

    Only where it is certain: working time never passes faster than the clock on the wall.
    """
    ours = {t.key[:2]: t for t in terms.targets if t.side == Side.OURS}
    for promise in terms.targets:
        own = ours.get(promise.key[:2])
        if promise.side != Side.PROMISED or own is None:
            continue
        is_certain = own.basis in {promise.basis, Basis.BUSINESS}
        if is_certain and promise.seconds < own.seconds:
            yield promise


def _tidy(target: TargetTerms) -> TargetTerms:
    return replace(target, pause_reasons=tuple(sorted(target.pause_reasons)))


def _check_target(target: TargetTerms) -> None:
    if not 0 < target.seconds <= LONGEST_SECONDS:
        raise TargetRefusedError(_("Mỗi hạn phải dài hơn 0 và không quá một năm."))
    if not _rises(target.warn_at) or not all(0 < n < 100 for n in target.warn_at):
        raise TargetRefusedError(
            _("Mốc nhắc là các số từ 1 đến 99, tăng dần. Ví dụ: 50, 75, 90.")
        )
    is_paused = set(target.pause_reasons) - set(PROMISE_PAUSES)
    if target.side == Side.PROMISED and is_paused:
        raise PromisePausedError


def _check_escalations(levels: tuple[EscalationTerms, ...]) -> None:
    if [each.level for each in levels] != list(range(1, len(levels) + 1)):
        raise EscalationRefusedError(_("Các cấp leo thang phải liền nhau, từ cấp 1."))
    if len(levels) > LEVELS:
        raise EscalationRefusedError(_("Nhiều nhất là 4 cấp leo thang."))
    if not _rises(each.after_seconds for each in levels):
        raise EscalationRefusedError(_("Cấp sau phải trễ hơn cấp trước."))
    if not all(0 <= each.after_seconds <= LONGEST_SECONDS for each in levels):
        raise EscalationRefusedError(_("Một cấp chờ lâu nhất là một năm."))
    if not all(each.tell or each.raise_to or each.hand_to for each in levels):
        raise EscalationRefusedError(
            _("Mỗi cấp phải báo cho ai, nâng ưu tiên hoặc chuyển phiếu.")
        )


def _rises(numbers: Iterable[int]) -> bool:
    return all(low < high for low, high in pairwise(numbers))
