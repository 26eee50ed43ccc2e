"""What a new system promises until its manager says otherwise.

The numbers are those that shops commonly commit to: 24 to 48 hours for a normal and 4 to
6 hours for an urgent request [S2 IV.2]; chat within 1 to 2 minutes, e-mail within 24
hours [S4]. What we aim at ourselves is tighter, so that a warning still leaves time.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.core.actor import SYSTEM
from tickets.actions.policies import create_policy, publish_draft, save_draft
from tickets.enums import (
    Audience,
    Basis,
    HandTo,
    Metric,
    PauseReason,
    Priority,
    Side,
    Stage,
    TicketChannel,
    TicketKind,
)
from tickets.models import SlaPolicy
from tickets.policy_terms import EscalationTerms, TargetTerms, Terms

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
WORKING_DAY = 8 * HOUR
WARN_AT = (50, 75, 90)
# Ours stops for whoever else keeps the case; a promise for the customer's own doing only.
OUR_PAUSES = (
    PauseReason.CUSTOMER.value,
    PauseReason.PART.value,
    PauseReason.PARTNER.value,
    PauseReason.VISIT.value,
)
PROMISE_PAUSES = (PauseReason.CUSTOMER.value, PauseReason.VISIT.value)

ESCALATIONS = (
    EscalationTerms(1, 0, tell=(Audience.OWNER.value, Audience.LEAD.value)),
    EscalationTerms(2, 2 * HOUR, tell=(Audience.LEAD.value, Audience.MANAGER.value)),
    EscalationTerms(
        3, 8 * HOUR, tell=(Audience.LEAD.value,), hand_to=HandTo.LEAD.value
    ),
)


def ours(
    metric: Metric, seconds: int, basis: Basis = Basis.BUSINESS, stage: str = ""
) -> TargetTerms:
    """What we aim at: in working time, so that nobody is warned at night."""
    return TargetTerms(
        metric.value,
        Side.OURS.value,
        seconds,
        stage=stage,
        basis=basis.value,
        pause_reasons=OUR_PAUSES,
        warn_at=WARN_AT,
    )


def promised(metric: Metric, seconds: int) -> TargetTerms:
    """What the customer was told: by the clock on the wall, as people understand it."""
    return TargetTerms(
        metric.value,
        Side.PROMISED.value,
        seconds,
        basis=Basis.WALL.value,
        pause_reasons=PROMISE_PAUSES,
        warn_at=WARN_AT,
    )


# 24 to 48 hours for a normal request [S2 IV.2]: two working days of ours.
NORMAL_RESOLUTION = (
    ours(Metric.RESOLUTION, 2 * WORKING_DAY),
    promised(Metric.RESOLUTION, 48 * HOUR),
)
NORMAL_RESPONSES = (
    ours(Metric.FIRST_RESPONSE, 2 * HOUR),
    promised(Metric.FIRST_RESPONSE, DAY),
    ours(Metric.NEXT_RESPONSE, 4 * HOUR),
    promised(Metric.NEXT_RESPONSE, DAY),
)

# Somebody sits at the other end and waits: 1 to 2 minutes [S4].
CHAT = Terms(
    channels=(TicketChannel.CHAT.value, TicketChannel.ZALO.value),
    targets=(
        ours(Metric.FIRST_RESPONSE, MINUTE),
        promised(Metric.FIRST_RESPONSE, 2 * MINUTE),
        ours(Metric.NEXT_RESPONSE, 2 * MINUTE),
        promised(Metric.NEXT_RESPONSE, 5 * MINUTE),
        *NORMAL_RESOLUTION,
    ),
    escalations=ESCALATIONS,
)

# 4 to 6 hours for what is urgent [S2 IV.2], at night and on Sundays too.
URGENT = Terms(
    priorities=(Priority.URGENT.value,),
    targets=(
        ours(Metric.FIRST_RESPONSE, 30 * MINUTE, Basis.WALL),
        promised(Metric.FIRST_RESPONSE, HOUR),
        ours(Metric.NEXT_RESPONSE, 30 * MINUTE, Basis.WALL),
        promised(Metric.NEXT_RESPONSE, HOUR),
        ours(Metric.RESOLUTION, 4 * HOUR, Basis.WALL),
        promised(Metric.RESOLUTION, 6 * HOUR),
    ),
    escalations=ESCALATIONS,
)

# An e-mail is answered within 24 hours [S4].
EMAIL = Terms(
    channels=(TicketChannel.EMAIL.value,),
    targets=(
        ours(Metric.FIRST_RESPONSE, WORKING_DAY),
        promised(Metric.FIRST_RESPONSE, DAY),
        ours(Metric.NEXT_RESPONSE, WORKING_DAY),
        promised(Metric.NEXT_RESPONSE, DAY),
        *NORMAL_RESOLUTION,
    ),
    escalations=ESCALATIONS,
)

# A repair takes as long as its stages; what the customer is promised meanwhile is news.
REPAIR = Terms(
    kinds=(TicketKind.WARRANTY.value, TicketKind.MAINTENANCE.value),
    targets=(
        *NORMAL_RESPONSES,
        ours(Metric.UPDATE, 2 * WORKING_DAY),
        promised(Metric.UPDATE, 5 * DAY),
        ours(Metric.RESOLUTION, 10 * WORKING_DAY),
        promised(Metric.RESOLUTION, 15 * DAY),
        ours(Metric.STAGE, WORKING_DAY, stage=Stage.DIAGNOSIS.value),
        ours(Metric.STAGE, WORKING_DAY, stage=Stage.QUOTE.value),
        ours(Metric.STAGE, 5 * WORKING_DAY, stage=Stage.PARTS.value),
        ours(Metric.STAGE, 2 * WORKING_DAY, stage=Stage.REPAIR.value),
        ours(Metric.STAGE, WORKING_DAY, stage=Stage.RETURN_SHIPMENT.value),
    ),
    escalations=ESCALATIONS,
)

STANDARD = Terms(
    targets=(*NORMAL_RESPONSES, *NORMAL_RESOLUTION), escalations=ESCALATIONS
)


@transaction.atomic
def ensure_first_policies(at: datetime) -> None:
    """Publish the first policies where there is none at all; never touches one."""
    if SlaPolicy.objects.exists():
        return
    for name, terms in (
        (_("Trò chuyện và Zalo"), CHAT),
        (_("Khẩn"), URGENT),
        (_("E-mail"), EMAIL),
        (_("Bảo hành và sửa chữa"), REPAIR),
        (_("Tiêu chuẩn"), STANDARD),
    ):
        promise(name, terms, at)


@transaction.atomic
def promise(name: str, terms: Terms, at: datetime) -> SlaPolicy:
    """A new policy, in force at once."""
    policy = create_policy(name, actor=SYSTEM, at=at)
    draft = save_draft(policy, terms, seen_version=0, actor=SYSTEM, at=at)
    publish_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=at)
    policy.refresh_from_db()
    return policy
