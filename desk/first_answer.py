"""Which of our words answered the customer first, and whether they came in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tickets.chips import Chip, span_words
from tickets.clock_rows import clock_of
from tickets.enums import AuthorKind, Metric, Side, Verdict
from tickets.models import TicketClock
from tickets.queries import Entry
from tickets.sla.clock import Clock

IN_TIME = frozenset({Verdict.MET, Verdict.LATE})


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The message that ended the clock of the first answer, and the tag beside it."""

    message_id: int
    chip: Chip


def first_answer(
    rows: Iterable[TicketClock], entries: Iterable[Entry]
) -> FirstAnswer | None:
    """Of the `rows_of` a ticket and its conversation; nothing where no words ended it.

    Our own clock where there is one, else the one that the customer was promised.
    """
    own = [
        row
        for row in rows
        if row.metric == Metric.FIRST_RESPONSE and row.verdict in IN_TIME
    ]
    row = min(own, key=lambda each: each.side != Side.OURS, default=None)
    if row is None:
        return None
    for entry in entries:
        is_ours = entry.is_public and entry.by == AuthorKind.STAFF
        if is_ours and entry.at == row.ended_at:
            return FirstAnswer(entry.id, _chip(clock_of(row)))
    return None


def _chip(clock: Clock) -> Chip:
    used, target = clock.worked_seconds or 0, clock.target
    if clock.verdict == Verdict.LATE:
        late = span_words(used - target.seconds, target.basis)
        return Chip("late", _("Phản hồi đầu trễ %(time)s") % {"time": late})
    words = {
        "used": span_words(used, target.basis),
        "target": span_words(target.seconds, target.basis, is_long=True),
    }
    return Chip("met", _("Phản hồi đầu %(used)s / %(target)s") % words)
