"""Short ways to say what the tests of policies say in every second line."""

from dataclasses import replace
from typing import Any

from tickets.enums import Audience, Basis, Metric, PauseReason, Side
from tickets.policy_terms import EscalationTerms, TargetTerms, Terms

HOUR = 3600
OURS = TargetTerms(
    metric=Metric.FIRST_RESPONSE,
    side=Side.OURS,
    seconds=2 * HOUR,
    pause_reasons=(PauseReason.CUSTOMER, PauseReason.PART),
    warn_at=(50, 75, 90),
)
PROMISED = replace(
    OURS,
    side=Side.PROMISED,
    seconds=24 * HOUR,
    basis=Basis.WALL,
    pause_reasons=(PauseReason.CUSTOMER,),
)
TELL = EscalationTerms(level=1, after_seconds=0, tell=(Audience.OWNER, Audience.LEAD))
TERMS = Terms(targets=(OURS, PROMISED), escalations=(TELL,))


def terms(**changes: Any) -> Terms:
    """The usual terms with some of them changed."""
    return replace(TERMS, **changes)


def ours(**changes: Any) -> TargetTerms:
    """Our own target with some of it changed."""
    return replace(OURS, **changes)
