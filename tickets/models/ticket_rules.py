"""What the database itself refuses of a ticket, and what it keeps by itself."""

import pgtrigger
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

TRIGGERS = [
    pgtrigger.Trigger(
        name="touched",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func="NEW.updated_at = clock_timestamp(); RETURN NEW;",
    ),
    pgtrigger.Trigger(
        name="whose_calls",
        operation=pgtrigger.UpdateOf("team_id", "assignee_id"),  # type: ignore[no-untyped-call]
        when=pgtrigger.After,
        condition=pgtrigger.AnyChange("team", "assignee"),
        func="UPDATE tickets_calltask SET team_id = NEW.team_id,"
        " assignee_id = NEW.assignee_id WHERE ticket_id = NEW.id; RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="whose_clocks",
        operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
            "team_id", "assignee_id", "snoozed_at", "merged_into_id", "status"
        ),
        when=pgtrigger.After,
        condition=pgtrigger.AnyChange(
            "team", "assignee", "snoozed_at", "merged_into", "status"
        ),
        func="UPDATE tickets_ticketclock SET its_team_id = NEW.team_id,"
        " its_agent_id = NEW.assignee_id, is_aside = NEW.snoozed_at IS NOT NULL"
        " OR NEW.merged_into_id IS NOT NULL OR NEW.status IN ('resolved', 'closed')"
        " WHERE ticket_id = NEW.id; RETURN NULL;",
    ),
]

# What a clock says of its ticket, where it was added without.
WHOSE = """
UPDATE tickets_ticketclock AS clock SET its_team_id = ticket.team_id,
    its_agent_id = ticket.assignee_id, is_aside = is_over
FROM added JOIN tickets_ticket AS ticket ON ticket.id = added.ticket_id, LATERAL (SELECT
    snoozed_at IS NOT NULL OR merged_into_id IS NOT NULL OR status IN ('resolved', 'closed')
    ) AS state (is_over)
WHERE clock.id = added.id AND (added.its_team_id, added.its_agent_id, added.is_aside)
    IS DISTINCT FROM (ticket.team_id, ticket.assignee_id, is_over);
RETURN NULL;
"""
CLOCK_TRIGGERS = [
    # Whoever adds clocks holds their tickets, and mostly says so: asked once a statement.
    pgtrigger.Trigger(
        name="clocks_whose",
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
        func=WHOSE,
    )
]
