"""Which ticket comes before and after one in a list: by keyset, a few bounded queries."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from desk.counts import count_words, counted
from desk.inbox import asked_for, inbox_page
from desk.inbox_filters import names_asked
from desk.inbox_order import cursor_of
from desk.inbox_question import LONGEST, SOONEST, WEIGHTY, InboxQuestion
from foundation.accounts.models import User
from tickets.models import Ticket, TicketClock
from tickets.models.ranks import PRIORITY_RANK


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a ticket stands in the list it was opened from."""

    label: str
    list_url: str
    place: str = ""
    total: str = ""
    before_url: str = ""
    after_url: str = ""


def walk_of(user: User, ticket: Ticket, address: str, at: datetime) -> Walk | None:
    """The way on from `ticket` within the list that `address` names by `in`; or nothing."""
    asked = dict(parse_qsl(urlsplit(address).query)).get("in", "")
    if not asked:
        return None
    question = InboxQuestion.from_query(dict(parse_qsl(asked)), user)
    question = replace(question.only(names_asked(question)), after="")
    walk = Walk(str(question.view.label), f"{reverse('desk:inbox')}?{question.query()}")
    tickets, row = asked_for(user, question, at), _row_of(ticket)
    after = replace(question, after=cursor_of(row, question.sorting))
    following = inbox_page(user, after, "number", at=at, size=1).found
    nearer = _before(tickets, row, question.sorting)
    previous = next((found[0] for one in nearer if (found := one[:1])), None)
    sets = {"total": tickets, "own": tickets.filter(pk=ticket.pk)}
    n = counted(sets | {f"b{n}": one for n, one in enumerate(nearer)})
    is_in = n.pop("own")
    return replace(
        walk,
        place=count_words(sum(n.values()) - n["total"] + 1) if is_in else "",
        total=count_words(n["total"]),
        before_url=_url(previous.number, question) if previous else "",
        after_url=_url(following[0]["number"], question) if following else "",
    )


def _url(number: str, question: InboxQuestion) -> str:
    inside = urlencode({"in": question.query()})
    return f"{reverse('desk:ticket', args=[number])}?{inside}"


def _row_of(ticket: Ticket) -> dict[str, Any]:
    """The values that the orders go by."""
    due = TicketClock.objects.filter(ticket=OuterRef("pk"), is_headline=True)
    found = Ticket.objects.filter(pk=ticket.pk).values(
        "id",
        "waiting_since",
        "last_message_at",
        rank=PRIORITY_RANK,
        lead_due_at=Subquery(due.values("due_at")[:1]),
    )
    return dict(found.get())


def _before(
    tickets: QuerySet[Ticket], row: dict[str, Any], order: str
) -> list[QuerySet[Ticket]]:
    """What stands above, nearest first; in parts where the list itself has two."""
    pk, last = row["id"], row["last_message_at"]
    newer = Q(last_message_at__gt=last) | Q(last_message_at=last, id__gt=pk)
    if order == SOONEST:
        return _sooner(tickets, row["lead_due_at"], pk)
    if order == LONGEST:
        since = row["waiting_since"]
        tied = Q(waiting_since=since, id__lt=pk)
        if since is None:
            longer = Q(waiting_since__isnull=False) | tied
        else:
            longer = Q(waiting_since__lt=since) | tied
        by = F("waiting_since").desc(nulls_first=True)
        return [tickets.filter(longer).order_by(by, "-id")]
    if order == WEIGHTY:
        ranked = tickets.annotate(rank=PRIORITY_RANK)
        above = Q(rank__gt=row["rank"]) | Q(rank=row["rank"]) & newer
        return [ranked.filter(above).order_by("rank", "last_message_at", "id")]
    return [tickets.filter(newer).order_by("last_message_at", "id")]


def _sooner(
    tickets: QuerySet[Ticket], due: datetime | None, pk: int
) -> list[QuerySet[Ticket]]:
    led = tickets.filter(clocks__is_headline=True).alias(due=F("clocks__due_at"))
    if due is not None:
        sooner = Q(due__lt=due) | Q(due=due, id__lt=pk)
        return [led.filter(due__lte=due).filter(sooner).order_by("-due", "-id")]
    headed = TicketClock.objects.filter(is_headline=True).values("ticket")
    rest = tickets.exclude(pk__in=headed).filter(id__lt=pk)
    return [rest.order_by("-id"), led.order_by("-due", "-id")]
