"""Which tickets are late or soon will be: one definition for inbox, board and lists."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from tickets.enums import Metric, Side, TicketStatus
from tickets.models import Ticket, TicketClock
from tickets.models.clocks import TicketClockQuerySet, sight_of_clocks

LATE, ONE_HOUR, FOUR_HOURS, TODAY = "late", "1h", "4h", "today"
DUE_CODES = (LATE, ONE_HOUR, FOUR_HOURS, TODAY)
SOON = "soon"  # late, or within the hour: what a lead looks at first
HOURS = {ONE_HOUR: 1, FOUR_HOURS: 4}


def due_within(tickets: QuerySet[Ticket], code: str, at: datetime) -> QuerySet[Ticket]:
    """Those of `tickets` that are due as one of DUE_CODES says; see `due_clocks`."""
    return tickets.filter(pk__in=due_clocks(code, at).values("ticket"))


def due_clocks(code: str, at: datetime) -> TicketClockQuerySet:
    """The clock that lists show of each ticket, if it runs and is due as `code` says.

    `late` has passed. The others lie ahead, by the clock on the wall, and each holds
    the nearer ones: within one hour, four hours, before midnight at home. `soon` is
    what is late with what will be within the hour.
    """
    return TicketClock.objects.filter(is_headline=True, **due_bounds(code, at))


def due_bounds(code: str, at: datetime) -> dict[str, datetime | None]:
    """What `due_clocks` asks of a clock besides that lists show it."""
    runs: dict[str, datetime | None] = {"paused_at": None}
    if code == LATE:
        return {**runs, "due_at__lt": at}
    if code == SOON:
        return {**runs, "due_at__lt": horizon(ONE_HOUR, at)}
    return {**runs, "due_at__gte": at, "due_at__lt": horizon(code, at)}


def led_to(user: User, due: Mapping[str, Any], whose: Mapping[str, Any]) -> Q:
    """Conditions on tickets, all of them said of the clock that leads: that `user` (who
    works here) sees them, nobody put them aside, they are to be done, and `due` and `whose`.

    A list in the order of the clocks walks an index of clocks; a ticket whose own columns
    were asked instead would be looked up before it could be passed by.
    """
    asked = {"is_listed": True, **due, **whose}
    clock = Q(**{f"clocks__{name}": value for name, value in asked.items()})
    # Said once: the planner would take what sight adds to it for fewer still.
    is_own = whose.get("its_agent") == user
    is_of_team = "its_team" in whose and whose["its_team"] == user.team_id
    if is_own or (is_of_team and user.sees != Sight.OWN):
        return clock
    return clock & sight_of_clocks(user, "clocks__")


def horizon(code: str, at: datetime) -> datetime:
    """The moment before which something must be due to count."""
    if code == TODAY:
        tomorrow = timezone.localdate(at) + timedelta(days=1)
        return timezone.make_aware(datetime.combine(tomorrow, time()))
    return at + timedelta(hours=HOURS[code])


def tickets_in_work(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Those of `tickets` that keep somebody busy: their own resolution clock runs.

    Where a ticket has no such clock, its status decides; what waits for somebody else
    frees its owner. The load that routing balances and the board shows.
    """
    clocks = TicketClock.objects.live().filter(
        ticket=OuterRef("pk"), side=Side.OURS, metric=Metric.RESOLUTION
    )
    paused = Exists(clocks.filter(paused_at__isnull=False))
    running = Exists(clocks.filter(paused_at=None))
    in_work = Q(status__in=[TicketStatus.NEW, TicketStatus.OPEN]) & ~paused
    goes_on = Q(status=TicketStatus.WAITING) & running
    return tickets.filter(in_work | goes_on)
