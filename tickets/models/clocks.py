"""The running clocks of tickets: narrow rows beside the wide one, swept by due time."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability, can
from foundation.calendars.models import Calendar
from tickets.enums import Metric, PauseReason, RunKind, RunState, Side, Stage, Verdict
from tickets.models.policies import SlaPolicyVersion, SlaTarget
from tickets.models.ticket_rules import CLOCK_TRIGGERS
from tickets.models.tickets import Ticket


def sight_of_clocks(user: User, prefix: str = "") -> models.Q:
    """That somebody who works here sees the ticket of a clock: `Ticket.visible_to`, said
    of what the clock knows of it; `prefix` leads to the clock."""
    if user.sees == Sight.ALL:
        return models.Q()
    own = models.Q(**{f"{prefix}its_agent": user})
    if user.sees == Sight.OWN:
        return own
    team = models.Q(**{f"{prefix}its_team": user.team_id})
    return team | models.Q(**{f"{prefix}its_team": None}) | own


class TicketClockQuerySet(models.QuerySet["TicketClock"]):
    """Clocks, as of their tickets."""

    def visible_to(self, user: User) -> Self:
        """Those of visible tickets. A customer sees promises, never our own aims."""
        if user.sees_all:
            return self  # all of them, without asking the tickets one by one
        if user.is_active and user.is_staff_member:
            return self.filter(sight_of_clocks(user))
        found = self.filter(ticket__in=Ticket.objects.visible_to(user))
        return found.filter(side=Side.PROMISED)

    def leading(self) -> Self:
        """Those that lists show, of tickets to be done that nobody put aside."""
        return self.filter(is_listed=True)

    def live(self) -> Self:
        """Those that still measure something."""
        return self.filter(ended_at=None)


class TicketClock(models.Model):
    """One measured promise of one ticket.

    `due_at` is the instant by which the target has passed, pauses so far included;
    while the clock is paused it is the due time had it gone on at once. `passed` is the
    code of the last step done (tickets/sla/steps.py), `next_event_at` the moment of the
    next one, empty while paused or ended.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="clocks")
    target = models.ForeignKey(SlaTarget, models.PROTECT, related_name="+")
    metric = models.CharField(max_length=16, choices=Metric)
    stage = models.CharField(max_length=16, choices=Stage, blank=True, default="")
    side = models.CharField(max_length=8, choices=Side)
    # Which of several: the customer's message of a next response, the n-th update or stage.
    cycle = models.BigIntegerField(default=1)
    episode = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_event_at = models.DateTimeField(null=True)
    passed = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default="")
    # What was used of the target when it ended, and who answered for it then.
    worked_seconds = models.PositiveIntegerField(null=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # The one that lists show: of those that run the soonest due, else of the paused.
    is_headline = models.BooleanField(default=False)
    # Whose its ticket is now, and whether the lists of open ones leave it out: kept by the database
    # itself, so that a list in the order of the clocks walks one index.
    its_team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False
    )
    its_agent = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_aside = models.BooleanField(default=False, db_default=False)
    # In one word, since the planner takes each of several for news.
    is_listed = models.GeneratedField(
        expression=models.Q(is_headline=True, is_aside=False),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = TicketClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "stage", "side", "cycle"],
                name="ticket_clock_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ended_at__isnull=True, verdict="", worked_seconds__isnull=True
                )
                | (
                    models.Q(ended_at__isnull=False, next_event_at__isnull=True)
                    & models.Q(worked_seconds__isnull=False, is_headline=False)
                    & ~models.Q(verdict="")
                ),
                name="ticket_clock_ended_has_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(paused_at__isnull=True)
                | models.Q(next_event_at__isnull=True),
                name="ticket_clock_paused_has_no_event",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_event_at"],
                name="ticket_clock_next",
                condition=models.Q(next_event_at__isnull=False),
            ),
            models.Index(
                fields=["due_at", "ticket"],
                # Counting what runs, of whom, reads no row.
                include=["paused_at", "its_team", "its_agent"],
                name="ticket_clock_headline",
                condition=models.Q(is_headline=True),
            ),
            # The list of all, of a team, and of one agent or nobody.
            *(
                models.Index(
                    fields=[*whose, "due_at", "ticket"],
                    include=["paused_at", *others],
                    name=f"ticket_clock_listed{name}",
                    condition=models.Q(is_listed=True),
                )
                for name, whose, others in (
                    ("", (), ("its_team", "its_agent")),
                    ("_team", ("its_team",), ("its_agent",)),
                    ("_agent", ("its_agent",), ("its_team",)),
                )
            ),
            # Whether a ticket keeps somebody busy; in the words of `tickets_in_work`.
            models.Index(
                fields=["ticket"],
                include=["paused_at"],
                name="ticket_clock_in_work",
                condition=models.Q(
                    ended_at__isnull=True, metric="resolution", side="ours"
                ),
            ),
            models.Index(
                fields=["due_at"],
                name="ticket_clock_running",
                condition=models.Q(ended_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(
                fields=["ended_at"],
                name="ticket_clock_judged",
                condition=models.Q(verdict__in=["met", "late"]),
            ),
            # Broken promises that nobody has kept yet: misses of every rate.
            models.Index(
                fields=["breached_at"],
                include=["ticket", "metric", "side"],
                name="ticket_clock_open_late",
                condition=models.Q(ended_at__isnull=True, breached_at__isnull=False),
            ),
        ]
        triggers = CLOCK_TRIGGERS

    @property
    def is_paused(self) -> bool:
        """Whether time does not count now."""
        return self.paused_at is not None and self.ended_at is None


class TicketPause(models.Model):
    """A stretch in which a ticket waited, or lay resolved. Which clocks stop for it,
    their targets say."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=12, choices=PauseReason)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [models.Index(fields=["ticket", "started_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=models.Q(ended_at__isnull=True),
                name="ticket_pause_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("started_at")),
                name="ticket_pause_in_order",
            ),
        ]


class ClockStep(models.Model):
    """That a clock passed a step: warned, breached or escalated. Exactly once for each
    clock, target it was judged by, episode and step, whoever sweeps."""

    clock = models.ForeignKey(TicketClock, models.PROTECT, related_name="steps")
    target = models.ForeignKey(SlaTarget, models.PROTECT, related_name="+")
    episode = models.PositiveSmallIntegerField()
    code = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "target", "episode", "code"], name="clock_step_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class ClockRunQuerySet(models.QuerySet["ClockRun"]):
    """Runs, as of the policies and calendars they follow."""

    def visible_to(self, user: User) -> Self:
        """Staff at the desk see them all."""
        return self if can(user, Capability.USE_DESK) else self.none()


class ClockRun(models.Model):
    """Clocks of many open tickets computed anew, in pieces: a policy's preview, its
    application, or a calendar that changed."""

    kind = models.CharField(max_length=8, choices=RunKind)
    version = models.ForeignKey(SlaPolicyVersion, models.CASCADE, null=True)
    calendar = models.ForeignKey(Calendar, models.CASCADE, null=True)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WAITING)
    # The last ticket done; the next piece goes on behind it.
    cursor = models.BigIntegerField(default=0)
    n_total = models.PositiveIntegerField(default=0)
    n_done = models.PositiveIntegerField(default=0)
    n_matched = models.PositiveIntegerField(default=0)
    n_moved = models.PositiveIntegerField(default=0)
    n_breached = models.PositiveIntegerField(default=0)
    n_rescued = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ClockRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=False, calendar__isnull=True)
                | models.Q(kind="calendar", version__isnull=True),
                name="clock_run_is_about_something",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="clock_run_waiting",
                condition=models.Q(state__in=["waiting", "running"]),
            )
        ]
