from celery import shared_task
from django.utils import timezone

from foundation.core.db import database_now
from tickets.actions import (
    clock_runs,
    clock_sweep,
    consults,
    delivering,
    resolution,
    routing,
    snooze,
)


@shared_task(name="tickets.close_resolved_tickets", acks_late=True, ignore_result=True)
def close_resolved_tickets() -> None:
    """Put away what has been resolved for a week."""
    resolution.close_resolved_tickets(timezone.now())


@shared_task(name="tickets.route_waiting_tickets", acks_late=True, ignore_result=True)
def route_waiting_tickets() -> None:
    """Find owners for what waits without one."""
    routing.route_waiting(timezone.now())


@shared_task(name="tickets.sweep_clocks", acks_late=True, ignore_result=True)
def sweep_clocks() -> None:
    """Warn, note breaches and escalate where the time has come."""
    clock_sweep.sweep_clocks(database_now())


@shared_task(name="tickets.remind_consults", acks_late=True, ignore_result=True)
def remind_consults() -> None:
    """Remind of questions among us that are overdue."""
    consults.remind_consults(timezone.now())


@shared_task(name="tickets.run_clock_runs", acks_late=True, ignore_result=True)
def run_clock_runs() -> None:
    """Compute clocks anew where a policy or a calendar asks for it."""
    clock_runs.run_clock_runs(database_now())


@shared_task(name="tickets.wake_snoozed", acks_late=True, ignore_result=True)
def wake_snoozed() -> None:
    """Bring back what was out of sight until now."""
    snooze.wake_due(database_now())


@shared_task(name="tickets.send_due_replies", acks_late=True, ignore_result=True)
def send_due_replies() -> None:
    """Send the answers whose moment has come."""
    delivering.send_due_replies(database_now())
