"""A person in four numbers and one line: what they have, what they asked, when last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Aggregate,
    Avg,
    CharField,
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from desk.clocks import FINISHED
from foundation.accounts.models import User
from foundation.core import formats
from foundation.core.text import amid
from surveys.models import Response
from tickets.enums import CallOutcome, MessageKind, TicketChannel
from tickets.models import Call, Message, Ticket

# The keys of all records of a person, or the question for them.
Records = Collection[int] | QuerySet[Any]


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """The numbers under the customer's name."""

    n_units: int
    n_open: int
    n_finished: int
    satisfaction: float | None

    @property
    def n_tickets(self) -> int:
        """Open and finished."""
        return self.n_open + self.n_finished

    @property
    def stats(self) -> list[dict[str, object]]:
        """The numbers with their words."""
        mean = self.satisfaction
        score = "–" if mean is None else number_format(round(mean, 1), 1)
        return [
            {"n": self.n_units, "label": _("máy")},
            {"n": self.n_open, "label": _("phiếu mở")},
            {"n": self.n_finished, "label": _("đã xong")},
            {"n": score, "label": _("hài lòng")},
        ]


@dataclass(frozen=True, slots=True)
class LastContact:
    """When a word last went between us, and by which way."""

    at: datetime
    channel: str

    def told(self, now: datetime) -> str:
        """Hôm qua, 17:05, qua điện thoại."""
        channel = amid(str(TicketChannel(self.channel).label))
        moment = formats.moment(self.at, now)
        return _("%(moment)s, qua %(channel)s") % {
            "moment": moment,
            "channel": channel,
        }


def customer_facts(records: Records, user: User, *, n_units: int) -> CustomerFacts:
    """The numbers of the person with these records, as far as `user` sees. One query."""
    # A ticket that goes on in another is the same matter.
    tickets = _tickets(records, user).filter(merged_into=None)
    is_over = Q(status__in=FINISHED)
    answers = Response.objects.visible_to(user).filter(
        invitation__ticket__customer__in=records
    )
    people: QuerySet[Any] = User.objects.filter(pk=user.pk)
    row = people.values(
        tickets=_of_all(
            tickets,
            JSONObject(
                open=Count("pk", filter=~is_over), over=Count("pk", filter=is_over)
            ),
        ),
        mean=_of_all(answers, Avg("score")),
    ).get()
    counts = row["tickets"] or {"open": 0, "over": 0}
    return CustomerFacts(
        n_units=n_units,
        n_open=counts["open"],
        n_finished=counts["over"],
        satisfaction=row["mean"],
    )


def last_contact(records: Records, user: User) -> LastContact | None:
    """The newest message or talk with the person, as far as `user` sees. One query."""
    tickets = _tickets(records, user).order_by("-last_message_at")
    calls = Call.objects.visible_to(user).filter(outcome=CallOutcome.ANSWERED)
    calls = calls.order_by("-started_at")
    by_phone = Value(TicketChannel.PHONE.value, output_field=CharField())
    words = Message.objects.filter(ticket=OuterRef("pk"), kind=MessageKind.PUBLIC)
    said_by = Subquery(words.order_by("-pk").values("channel")[:1])
    way = Coalesce(said_by, "channel", output_field=CharField())
    messages = tickets.values_list("last_message_at", way)[:1]
    # Each by an index of its own; a call may name only its ticket.
    talks = [
        found.values_list("started_at", by_phone)[:1]
        for found in (
            calls.filter(customer__in=records),
            calls.filter(ticket__customer__in=records),
        )
    ]
    newest = max(messages.union(*talks, all=True), default=None)
    return LastContact(*newest) if newest else None


def _of_all(rows: QuerySet[Any], figure: Aggregate | JSONObject) -> Subquery:
    """What is counted over all the rows, as a column; empty for none."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(one.annotate(_figure=figure).values("_figure"))


def _tickets(records: Records, user: User) -> QuerySet[Ticket]:
    return Ticket.objects.visible_to(user).filter(customer__in=records)
