"""What the database itself refuses of a ticket."""

from django.db import models

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="ticket_resolved_has_outcome",
        condition=models.Q(status__in=["resolved", "closed"], resolved_at__isnull=False)
        & ~models.Q(outcome="")
        | models.Q(
            status__in=["new", "open", "waiting"],
            resolved_at__isnull=True,
            outcome="",
        ),
    ),
    models.CheckConstraint(
        name="ticket_closed_has_time",
        condition=models.Q(status="closed", closed_at__isnull=False)
        | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
    ),
    models.CheckConstraint(
        name="ticket_is_not_its_own_family",
        condition=(models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")))
        & (models.Q(parent=None) | ~models.Q(parent=models.F("id"))),
    ),
    models.CheckConstraint(
        name="ticket_snoozed_is_unfinished",
        condition=models.Q(
            snoozed_at__isnull=True,
            snoozed_until__isnull=True,
            snoozed_by__isnull=True,
        )
        | models.Q(snoozed_at__isnull=False, status__in=["new", "open", "waiting"]),
    ),
    models.CheckConstraint(
        name="ticket_waiting_has_reason",
        condition=(models.Q(status="waiting") & ~models.Q(wait_reason=""))
        | (~models.Q(status="waiting") & models.Q(wait_reason="")),
    ),
]
