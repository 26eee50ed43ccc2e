"""The Celery application: queues, limits, and what beat rings for.

The reasons for the settings are in docs/operations.md. In short: a task may run twice
and at any time, because its row in Postgres is the truth; so it is acknowledged late.
"""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.beat import Scheduler
from celery.signals import heartbeat_sent
from django.conf import settings
from kombu import Exchange, Queue

from aftersales.embedded.processes import QUEUES
from aftersales.embedded.readiness import pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftersales.settings")

# What no wake-up came for must happen within a minute; tests cannot wait that long.
SWEEP = timedelta(seconds=float(os.environ.get("SWEEP_SECONDS", "15")))

# How often beat rings for which task, and on which queue. A tick is a sweep that may
# run twice at the same time; nothing depends on it being punctual. Each line says why
# this often.
BEAT: dict[str, tuple[timedelta, str]] = {
    "events.sweep_events": (SWEEP, "events"),
    "notifications.sweep_messages": (SWEEP, "messages"),
    # Staff hear of a due time by mail within a minute of the bell.
    "notifications.send_notice_mail": (SWEEP, "messages"),
    # Read notices live for three months; an hour more harms nobody.
    "notifications.forget_old_notices": (timedelta(hours=1), "bulk"),
    # A week's patience ends to the quarter of an hour.
    "tickets.close_resolved_tickets": (timedelta(minutes=15), "events"),
    # Woken when a ticket comes in; this is for what no wake-up came for, and for shifts
    # that begin.
    "tickets.route_waiting_tickets": (SWEEP, "events"),
    # Warnings and breaches are told within a minute; an idle look costs nothing.
    "tickets.sweep_clocks": (SWEEP, "timers"),
    # A customer waits in the chat while a senior colleague is asked.
    "tickets.remind_consults": (SWEEP, "timers"),
    # Woken at the second; this is for what no wake-up came for, and for chosen times.
    "tickets.send_due_replies": (SWEEP, "timers"),
    # Whoever said "at nine" looks at nine.
    "tickets.wake_snoozed": (SWEEP, "timers"),
    # Woken when somebody asks; this is for what no wake-up came for, and goes on with
    # what a worker left behind.
    "tickets.run_clock_runs": (SWEEP, "bulk"),
    # Woken when somebody asks for many tickets; this goes on with what a worker left.
    "automation.work_bulk_runs": (SWEEP, "bulk"),
    # Woken when somebody brings a file or confirms it; this goes on with what a worker
    # left behind.
    "catalog.run_imports": (SWEEP, "bulk"),
    # Covers are opened by the news of a sale; this is for what had no policy that day.
    "warranty.open_missing_covers": (timedelta(hours=1), "bulk"),
    # Look-ups that found nothing are kept for a month; an hour more harms nobody.
    "warranty.forget_lookup_misses": (timedelta(hours=1), "bulk"),
    # Woken when the calendar changes; this is for what no wake-up came for.
    "warranty.follow_calendar": (timedelta(hours=1), "bulk"),
    # Things are promised for a minute of a day; within five the customer knows the rest.
    "warranty.look_for_overdue": (timedelta(minutes=5), "timers"),
    # A decision that had three days is late by the quarter of an hour.
    "warranty.remind_alarms": (timedelta(minutes=15), "timers"),
    # A quote holds for days, and whoever answers a dead one is told at once.
    "warranty.expire_quotes": (timedelta(minutes=15), "timers"),
    # Two weeks to appeal end to the hour.
    "warranty.close_refused_claims": (timedelta(hours=1), "timers"),
    # A balance that is not its moves is a fault of ours: the night is early enough, and
    # beat forgets its days when it starts anew.
    "parts.check_stock": (timedelta(hours=6), "bulk"),
    # Deliveries and use teach by the day.
    "parts.learn": (timedelta(hours=6), "bulk"),
    # What is due an hour after the resolution is not missed by a quarter of a minute.
    "surveys.send_due_invitations": (SWEEP, "events"),
    # An invitation lives for days; the page itself asks the clock.
    "surveys.expire_invitations": (timedelta(hours=1), "events"),
    # Once a month there is something to do; a worker that was away catches up the same day.
    "quality.draw_samples": (timedelta(hours=6), "bulk"),
    # Counters live for two days, first answers for one; an hour more harms nobody.
    "accounts.forget_expired": (timedelta(hours=1), "bulk"),
    # Leave is planned by the minute, and whoever is away is offered nothing meanwhile.
    "accounts.sweep_leaves": (timedelta(minutes=1), "events"),
    # A proof is dead after minutes and forgotten a day later, to the hour.
    "customers.delete_expired_proofs": (timedelta(hours=1), "bulk"),
    # The list changes once a year, and beat forgets its days when it starts anew.
    "calendars.seed_holidays": (timedelta(hours=6), "events"),
}

# Tasks that beat does not ring for and whose queue is not "events", by name or pattern.
ROUTES: dict[str, str] = {
    "notifications.*": "messages",
    "*.bulk_*": "bulk",
}

EXCHANGE = Exchange("aftersales", type="direct")

app = Celery("aftersales")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    broker_url=settings.REDIS_URL,
    task_queues=[Queue(name, EXCHANGE, routing_key=name) for name in QUEUES],
    task_default_queue=QUEUES[0],
    task_default_exchange=EXCHANGE.name,
    task_default_routing_key=QUEUES[0],
    task_routes=(
        {task: {"queue": queue} for task, (_, queue) in BEAT.items()}
        | {pattern: {"queue": queue} for pattern, queue in ROUTES.items()},
    ),
    beat_schedule={
        task: {
            "task": task,
            "schedule": every,
            # A worker that comes back after an hour need not sweep 240 times.
            "options": {"expires": every.total_seconds()},
        }
        for task, (every, _) in BEAT.items()
    },
    # Ticks need no memory, and a file of it would not survive kill -9.
    beat_scheduler="aftersales.celery:PulsingScheduler",
    beat_max_loop_interval=5,
    accept_content=["json"],
    enable_utc=True,
    timezone="UTC",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,  # attempts are counted in Postgres
    task_time_limit=120,
    task_soft_time_limit=90,
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=300_000,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=25,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a broker may be away for an hour
    broker_transport_options={
        "visibility_timeout": 600,  # more than two hard limits
        "unacked_restore_throttle": 1,
        "unacked_restore_interval": 10,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "retry_on_timeout": True,
        "health_check_interval": 10,
    },
)
app.autodiscover_tasks()


class PulsingScheduler(Scheduler):
    """Beat, leaving a sign of life for the health check each time it looks at its clock."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Ring what is due."""
        pulse("beat")
        return super().tick(*args, **kwargs)


@heartbeat_sent.connect
def pulse_of_worker(**_kwargs: Any) -> None:
    """The worker's sign of life, every two seconds while the broker hears it."""
    pulse("worker")
