"""The filters of the inbox as conditions, and the names of what they ask for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet, Value

from catalog.serials import fold_serial
from customers.models import Customer
from desk.inbox_question import (
    AGES,
    KEYED,
    ME,
    MENTIONED,
    NOBODY,
    SNOOZED,
    SOLVED,
    SPOKEN,
    UNREAD,
    WAITS,
    WORKING,
    InboxQuestion,
)
from foundation.accounts.models import Team, User
from foundation.accounts.rosters import house_day, midnight
from tickets.models import Mention, Tag, Ticket, TicketCategory, TicketTag
from tickets.queries_clocks import due_within, tickets_in_work

# Conditions that are no more than "one of these".
PLAIN = ("kind", "priority", "status", "channel")
NAMED = {
    "assignee": User,
    "solver": User,
    "team": Team,
    "tag": Tag,
    "category": TicketCategory,
}


def narrowed(
    tickets: QuerySet[Ticket], question: InboxQuestion, user: User, at: datetime
) -> QuerySet[Ticket]:
    """Those of `tickets` that fit every filter of `question`."""
    asked = question.filters
    for name in PLAIN:
        if name in asked:
            tickets = tickets.filter(**{f"{name}__in": asked[name]})
    if "due" in asked:
        tickets = due_within(tickets, asked["due"][0], at)
    if "age" in asked:
        opened = at - timedelta(hours=AGES[asked["age"][0]])
        tickets = tickets.filter(opened_at__lt=opened)
    if "waited" in asked:
        since = at - timedelta(hours=WAITS[asked["waited"][0]])
        tickets = tickets.filter(waiting_since__lt=since)
    if "solved" in asked:
        days = timedelta(days=SOLVED[asked["solved"][0]] - 1)
        first = midnight(house_day(at) - days)
        tickets = tickets.filter(resolved_at__gte=first)
    return _only(
        _of_things(_of_people(tickets, question, user, at), question), question, user
    )


def _of_people(
    tickets: QuerySet[Ticket], question: InboxQuestion, user: User, at: datetime
) -> QuerySet[Ticket]:
    asked = question.filters
    if owners := asked.get("assignee", ()):
        keys = [one for one in owners if one not in {ME, NOBODY}]
        holder = Q(assignee__in=[*keys, *([user.pk] if ME in owners else [])])
        tickets = tickets.filter(
            holder | Q(assignee=None) if NOBODY in owners else holder
        )
    if solvers := asked.get("solver", ()):
        people = [*_keys(solvers), *([user.pk] if ME in solvers else [])]
        tickets = tickets.filter(resolved_by__in=people)
    if teams := asked.get("team", ()):
        of_one = Q(team__in=_keys(teams))
        tickets = tickets.filter(of_one | Q(team=None) if NOBODY in teams else of_one)
    if "tier" in asked:
        today = at.date()
        tiers = Customer.objects.filter(tier__in=asked["tier"]).filter(
            Q(benefits_until=None) | Q(benefits_until__gte=today)
        )
        tickets = tickets.filter(customer__in=tiers.values("pk"))
    return tickets


def _of_things(tickets: QuerySet[Ticket], question: InboxQuestion) -> QuerySet[Ticket]:
    asked = question.filters
    if "tag" in asked:
        tagged = TicketTag.objects.filter(tag__in=_keys(asked["tag"])).values("ticket")
        tickets = tickets.filter(pk__in=tagged)
    if "category" in asked:
        branch = Q(category=asked["category"][0])
        tickets = tickets.filter(branch | Q(category__parent=asked["category"][0]))
    if "product" in asked:
        tickets = tickets.filter(unit__product__sku__iexact=asked["product"][0])
    if "lot" in asked:
        tickets = tickets.filter(unit__serial__startswith=fold_serial(asked["lot"][0]))
    return tickets


def _only(
    tickets: QuerySet[Ticket], question: InboxQuestion, user: User
) -> QuerySet[Ticket]:
    only = question.filters.get("only", ())
    if MENTIONED in only:
        tickets = tickets.filter(pk__in=mentions_of(user).values("ticket"))
    if UNREAD in only:
        tickets = tickets.filter(waiting_since__isnull=False)
    if SNOOZED in only:
        tickets = tickets.filter(snoozed_at__isnull=False)
    if WORKING in only:
        tickets = tickets_in_work(tickets)
    return tickets


def mentions_of(user: User) -> QuerySet[Mention]:
    """Where `user` was called by name and has not looked yet."""
    return Mention.objects.visible_to(user).unread()


def names_asked(question: InboxQuestion) -> dict[str, dict[str, str]]:
    """What the keys in the filters of `question` are called. One query, or none."""
    known: dict[str, dict[str, str]] = {name: {} for name in KEYED}
    asked = [name for name in KEYED if _keys(question.filters.get(name, ()))]
    for name, spoken in SPOKEN.items():
        known[name] |= dict.fromkeys(spoken, "")
    if not asked:
        return known
    first, *others = [
        NAMED[name]
        ._default_manager.filter(pk__in=_keys(question.filters[name]))
        .order_by()
        .annotate(filter=Value(name, output_field=CharField()), called=F("name"))
        .values_list("filter", "pk", "called")
        for name in asked
    ]
    found = defaultdict(dict, known)
    for name, pk, called in first.union(*others, all=True):
        found[name][str(pk)] = called
    return dict(found)


def _keys(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdigit()]
