"""What routing reads: who could take work, and who waits for somebody."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from foundation.accounts.enums import Role, UserKind
from foundation.accounts.models import Skill, User
from foundation.accounts.queries import duties_of
from tickets.enums import AssignReason, Complexity, TicketStatus
from tickets.models import (
    Assignment,
    RoutingDecision,
    RoutingSettings,
    Ticket,
)
from tickets.queries_clocks import tickets_in_work
from tickets.routing.choice import Candidate, Need
from tickets.routing.crew import Crew, Member
from tickets.routing.needs import Traits, skills_asked_by
from tickets.routing.order import URGENCY, Waiting, place_in_queue
from tickets.workflow import HANDOFF_LIMITS

# Who answers customers all day. Leads have teams to look after: they get a ticket by
# themselves only where the customer knows them.
TAKERS = (Role.AGENT, Role.LEAD)
IN_WORK = (TicketStatus.NEW, TicketStatus.OPEN)
# After these the ticket is to go to somebody else.
TAKEN_AWAY = (AssignReason.RETURNED, AssignReason.ESCALATED)

WAITING_FIELDS = (
    "pk",
    "opened_at",
    "kind",
    "unit__product__category",
    "customer__locale",
    "customer__city",
    "queue_weight",
    "priority",
    "team_id",
    "supervised_since",
    "handler_id",
    "unowned_at",
    "given_back_by",
    "handoffs",
    "complexity",
    "last_human",
)


def crew_at(at: datetime) -> Crew:
    """Everybody who may be given work, as they stand at `at`. Five queries."""
    return Crew(members_at(at))


def members_at(at: datetime) -> list[Member]:
    """Agents, and leads as a reserve, with duty, load and last assignment."""
    people = User.objects.filter(kind=UserKind.STAFF, is_active=True, role__in=TAKERS)
    last = Assignment.objects.filter(agent=OuterRef("pk")).order_by("-at")
    rows = people.annotate(last_at=Subquery(last.values("at")[:1])).order_by("pk")
    duties, loads = duties_of(people, at), loads_of(people)
    return [
        Member(
            Candidate(duties[pk], loads.get(pk, 0), last_at),
            team_id=team_id,
            is_reserve=role == Role.LEAD,
        )
        for pk, role, team_id, last_at in rows.values_list(
            "pk", "role", "team_id", "last_at"
        )
        if pk in duties
    ]


def loads_of(people: Iterable[int] | QuerySet[User]) -> dict[int, int]:
    """How many tickets of each person are in work: those whose own clock runs.

    Where a ticket has no such clock, its status decides; what waits for somebody
    else frees its owner. One query; whoever has none is left out.
    """
    held = Ticket.objects.unfinished().filter(assignee__in=people)
    counted = tickets_in_work(held).order_by().values("assignee")
    return dict(counted.annotate(n=Count("pk")).values_list("assignee", "n"))


def waiting_tickets(
    at: datetime,
    settings: RoutingSettings,
    *,
    only: Collection[int] | None = None,
    most: int,
) -> list[Waiting]:
    """The tickets without an owner in the order in which they are served.

    At most `most`, in three queries: the aged in one, since they go by age alone.
    """
    limit = age_limit(settings)
    queue = _with_history(unowned(), at, settings.sticky_days)
    if only is not None:
        queue = queue.filter(pk__in=only)
    aged = queue.filter(opened_at__lte=at - limit).order_by("opened_at", "pk")
    found = list(aged.values_list(*WAITING_FIELDS)[:most])
    if room := most - len(found):
        young = queue.filter(opened_at__gt=at - limit).order_by(
            "-queue_weight", _urgency().desc(), "opened_at", "pk"
        )
        found += young.values_list(*WAITING_FIELDS)[:room]
    kept = set(Skill.objects.filter(is_active=True).values_list("dimension", "code"))
    queued = [_waiting(row, kept) for row in found]
    return sorted(queued, key=lambda one: place_in_queue(one, at, limit))


def age_limit(settings: RoutingSettings) -> timedelta:
    """From which age on nobody goes ahead of a ticket."""
    return timedelta(minutes=settings.age_limit_minutes)


def current_settings() -> RoutingSettings:
    """How owners are found; the defaults, switched off, where nobody has set it up."""
    return RoutingSettings.objects.filter(pk=1).first() or RoutingSettings()


def unowned() -> QuerySet[Ticket]:
    """Tickets in work that nobody owns: the queue of routing."""
    return Ticket.objects.filter(assignee=None, status__in=IN_WORK, merged_into=None)


def latest_decisions(tickets: Collection[int]) -> dict[int, RoutingDecision]:
    """The last decision about each of these tickets, by ticket. One query."""
    found = RoutingDecision.objects.filter(ticket__in=tickets)
    newest = found.order_by("ticket", "-id").distinct("ticket")
    return {one.ticket_id: one for one in newest}


def decisions_about(ticket: Ticket, *, most: int) -> list[RoutingDecision]:
    """What was decided about a ticket, newest first."""
    return list(RoutingDecision.objects.filter(ticket=ticket)[:most])


def people_named_in(decisions: Iterable[RoutingDecision]) -> dict[int, str]:
    """The names of everybody whom these decisions chose or considered. One query."""
    ids = {row["user_id"] for one in decisions for row in one.candidates}
    ids |= {one.agent_id for one in decisions if one.agent_id}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _with_history(
    tickets: QuerySet[Ticket], at: datetime, sticky_days: int
) -> QuerySet[Any]:
    """With whom their customers dealt lately, and who held them last."""
    since = at - timedelta(days=sticky_days)
    handled = (
        Ticket.objects.filter(customer=OuterRef("customer"), last_message_at__gt=since)
        .exclude(pk=OuterRef("pk"))
        .annotate(who=Coalesce("assignee", "resolved_by"))
        .filter(who__isnull=False)
        .order_by("-last_message_at", "-pk")
    )
    moves = Assignment.objects.filter(ticket=OuterRef("pk")).order_by("-pk")
    gave_back = Case(
        When(reason__in=TAKEN_AWAY, then=F("previous_agent")), default=None
    )
    human = Coalesce("agent", "previous_agent")
    return tickets.annotate(
        handler_id=Subquery(handled.values("who")[:1]),
        unowned_at=Subquery(moves.values("at")[:1]),
        given_back_by=Subquery(moves.annotate(by=gave_back).values("by")[:1]),
        last_human=Subquery(moves.annotate(who=human).values("who")[:1]),
    )


def _urgency() -> Case:
    ranks = [When(priority=one, then=Value(rank)) for one, rank in URGENCY.items()]
    return Case(*ranks, default=Value(0), output_field=IntegerField())


def _waiting(row: tuple[Any, ...], kept: Collection[tuple[str, str]]) -> Waiting:
    facts = dict(zip(WAITING_FIELDS, row, strict=True))
    traits = Traits(
        kind=facts["kind"],
        product_line=facts["unit__product__category"] or "",
        language=facts["customer__locale"],
        city=facts["customer__city"],
    )
    return Waiting(
        ticket_id=facts["pk"],
        opened_at=facts["opened_at"],
        unowned_since=facts["unowned_at"] or facts["opened_at"],
        need=Need(
            skills_asked_by(traits, kept),
            previous_handler=facts["handler_id"],
            given_back_by=facts["given_back_by"],
            bound_to=facts["last_human"] if _is_settled(facts) else None,
        ),
        queue_weight=facts["queue_weight"],
        priority=facts["priority"],
        team_id=facts["team_id"],
        is_supervised=facts["supervised_since"] is not None,
    )


def _is_settled(facts: dict[str, Any]) -> bool:
    """Whether it has changed hands as often as it may without a lead."""
    return bool(facts["handoffs"] >= HANDOFF_LIMITS[Complexity(facts["complexity"])])
