"""Promises that were kept or broken in a stretch of days: one set for every rate.

A clock is decided when it ends in time or late, and already when it comes due and runs
on: leaving a late ticket open must lower the figure, not hide from it.
"""

from datetime import datetime

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce

from foundation.accounts.models import User
from tickets.enums import TicketStatus, Verdict
from tickets.models import TicketClock
from tickets.models.clocks import TicketClockQuerySet

OPEN = "open"  # late and not over yet
VERDICTS = (Verdict.MET.value, Verdict.LATE.value, OPEN)
UNFINISHED = (TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.WAITING)


def ended_in(start: datetime, end: datetime) -> Q:
    """Over in [start, end), in time or late; in the words of `ticket_clock_judged`."""
    return Q(verdict__in=["met", "late"], ended_at__gte=start, ended_at__lt=end)


def left_open_in(start: datetime, end: datetime) -> Q:
    """Late since an instant in [start, end) and still not over.

    In the words of `ticket_clock_open_late`; that the ticket is unfinished follows, and
    lets the database look its team up in an index. What goes on in another ticket is
    judged there.
    """
    late = Q(ended_at__isnull=True, breached_at__isnull=False)
    since = Q(breached_at__gte=start, breached_at__lt=end)
    alone = Q(ticket__merged_into__isnull=True)
    return late & since & Q(ticket__status__in=UNFINISHED) & alone


def decided(user: User, start: datetime, end: datetime) -> TicketClockQuerySet:
    """The clocks of tickets visible to `user` that were decided in [start, end).

    With `decided_at`, `result` (one of VERDICTS) and `answerable`, the team that held the
    ticket when the clock ended, or holds it while it is late.
    """
    both = ended_in(start, end) | left_open_in(start, end)
    return (
        TicketClock.objects.visible_to(user)
        .filter(both)
        .annotate(
            decided_at=Coalesce("ended_at", "breached_at"),
            result=Case(
                When(ended_at=None, then=Value(OPEN)),
                default=F("verdict"),
                output_field=CharField(),
            ),
            answerable=Case(
                When(ended_at=None, then=F("ticket__team")), default=F("team")
            ),
        )
    )
