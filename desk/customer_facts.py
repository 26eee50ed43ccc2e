"""A person in four numbers and one line: what they have, what they asked, when last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
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
from foundation.accounts.stand_ins import Standing, stand_in, standing_of, values_of
from foundation.core import formats
from foundation.core.kept import KeptQuery
from foundation.core.text import amid
from surveys.models import Response
from tickets.enums import CallOutcome, MessageKind, TicketChannel
from tickets.models import Call, Message, Ticket

# In a kept question it stands for the key of the first record, and those below for others.
SOME_RECORD = -10


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


def customer_facts(
    records: Collection[int], user: User, *, n_units: int
) -> CustomerFacts:
    """The numbers of the person with these records, as far as `user` sees. One query."""
    kept = _facts_of(standing_of(user), len(records))
    row = kept.row({**values_of(user), **_meant(records)})
    counts = row["tickets"] or {"open": 0, "over": 0}
    return CustomerFacts(
        n_units=n_units,
        n_open=counts["open"],
        n_finished=counts["over"],
        satisfaction=row["mean"],
    )


def last_contact(records: Collection[int], user: User) -> LastContact | None:
    """The newest message or talk with the person, as far as `user` sees. One query."""
    kept = _contact_of(standing_of(user), len(records))
    found = kept.rows({**values_of(user), **_meant(records)})
    newest = max(found, default=None)
    return LastContact(*newest) if newest else None


@lru_cache(maxsize=256)
def _facts_of(standing: Standing, n_records: int) -> KeptQuery:
    """The numbers of somebody with so many records, for all who stand alike."""
    user, records = stand_in(*standing), _some(n_records)
    # A ticket that goes on in another is the same matter.
    tickets = _tickets(records, user).filter(merged_into=None)
    is_over = Q(status__in=FINISHED)
    answers = Response.objects.visible_to(user).filter(
        invitation__ticket__customer__in=records
    )
    people: QuerySet[Any] = User.objects.filter(pk=user.pk)
    return KeptQuery.of(
        people.values(
            tickets=_of_all(
                tickets,
                JSONObject(
                    open=Count("pk", filter=~is_over), over=Count("pk", filter=is_over)
                ),
            ),
            mean=_of_all(answers, Avg("score")),
        )
    )


@lru_cache(maxsize=256)
def _contact_of(standing: Standing, n_records: int) -> KeptQuery:
    """The last words with somebody with so many records, for all who stand alike."""
    user, records = stand_in(*standing), _some(n_records)
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
    return KeptQuery.of(messages.union(*talks, all=True))


def _some(n_records: int) -> list[int]:
    """What stands for the keys of so many records."""
    return [SOME_RECORD - n for n in range(n_records)]


def _meant(records: Collection[int]) -> dict[int, int]:
    return dict(zip(_some(len(records)), records, strict=True))


def _of_all(rows: QuerySet[Any], figure: Aggregate | JSONObject) -> Subquery:
    """What is counted over all the rows, as a column; empty for none."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(one.annotate(_figure=figure).values("_figure"))


def _tickets(records: Collection[int], user: User) -> QuerySet[Ticket]:
    return Ticket.objects.visible_to(user).filter(customer__in=records)
