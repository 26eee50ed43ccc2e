"""Policies for tests: a promise in a line or two."""

from datetime import UTC, datetime
from typing import Any

from tickets.enums import Basis, Metric, PauseReason, Side
from tickets.models import SlaEscalation, SlaPolicy, SlaPolicyVersion, SlaTarget

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = 3600

OUR_PAUSES = [
    PauseReason.CUSTOMER.value,
    PauseReason.PART.value,
    PauseReason.PARTNER.value,
    PauseReason.VISIT.value,
]


def target(metric: str, side: str, hours: float, **more: Any) -> dict[str, Any]:
    """The columns of one target; ours stops for parts, a promise for the customer."""
    is_promise = side == Side.PROMISED
    return {
        "metric": metric,
        "side": side,
        "seconds": int(hours * HOUR),
        "basis": Basis.WALL if is_promise else Basis.BUSINESS,
        "pause_reasons": [PauseReason.CUSTOMER.value] if is_promise else OUR_PAUSES,
        "warn_at": [50, 75, 90],
        **more,
    }


# 24 to 48 hours for what is normal: three working days of ours, two days promised.
NORMAL = (
    target(Metric.FIRST_RESPONSE, Side.OURS, 2),
    target(Metric.NEXT_RESPONSE, Side.OURS, 4),
    target(Metric.RESOLUTION, Side.OURS, 24),
    target(Metric.RESOLUTION, Side.PROMISED, 48),
)


def publish(
    name: str = "Tiêu chuẩn",
    *targets: dict[str, Any],
    position: int = 10,
    escalations: tuple[dict[str, Any], ...] = (),
    policy: SlaPolicy | None = None,
    **conditions: Any,
) -> SlaPolicyVersion:
    """A policy in force with these targets (the normal ones if none are named)."""
    policy = policy or SlaPolicy.objects.create(name=name, position=position)
    version = SlaPolicyVersion.objects.create(
        policy=policy,
        number=policy.versions.count() + 1,
        created_at=PUBLISHED,
        **conditions,
    )
    for columns in targets or NORMAL:
        SlaTarget.objects.create(version=version, **columns)
    for columns in escalations:
        SlaEscalation.objects.create(version=version, **columns)
    SlaPolicyVersion.objects.filter(pk=version.pk).update(published_at=PUBLISHED)
    SlaPolicy.objects.filter(pk=policy.pk).update(current=version)
    version.refresh_from_db()
    return version
