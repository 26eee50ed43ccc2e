"""Who takes work right now, and what the queue would bring them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.enums import Tier
from desk.routing_why import skill_names
from foundation.accounts.models import User
from tickets.enums import RouteReason
from tickets.models import RoutingSettings, Ticket
from tickets.routing.choice import Choice, Need, VerdictCode, hurdle_of
from tickets.routing.crew import Crew, Member, plan
from tickets.routing.order import Waiting, is_aged
from tickets.routing_facts import age_limit, members_at, waiting_tickets
from tickets.routing_words import verdict_words

QUEUE_SHOWN = 60
REASONS_SHOWN = 3
TONES = {VerdictCode.ON_LEAVE: "off", VerdictCode.OFF_SHIFT: "off"}


@dataclass(frozen=True, slots=True)
class CrewRow:
    """Somebody who may be given work."""

    name: str
    team: str
    state: str
    tone: str
    load: int
    capacity: int
    percent: int
    skills: list[str]
    is_reserve: bool


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A ticket that waits for an owner, and to whom it would go now."""

    ticket: Ticket
    tier: str
    is_aged: bool
    agent: str
    words: str


@dataclass(frozen=True, slots=True)
class Board:
    """The people and the queue, as they stand."""

    crew: list[CrewRow]
    queue: list[QueueRow]
    n_taking: int
    is_cut: bool


def board_of(user: User, settings: RoutingSettings, at: datetime) -> Board:
    """What `user` may see of it; a fixed number of queries."""
    members = members_at(at)
    queue = waiting_tickets(at, settings, most=QUEUE_SHOWN)
    found = plan(queue, Crew(members), most=len(queue) or 1, at=at)
    choices = {one.ticket_id: choice for one, choice in found.given + found.left}
    ids = [member.candidate.user_id for member in members]
    people = User.objects.select_related("team").in_bulk(ids)
    skills = skill_names(_codes(members, queue))
    names = {pk: person.name for pk, person in people.items()}
    tickets = Ticket.objects.visible_to(user).in_bulk(list(choices))
    return Board(
        crew=[_crew_row(one, people[one.candidate.user_id], skills) for one in members],
        queue=[
            QueueRow(
                ticket=tickets[one.ticket_id],
                tier=_tier(tickets[one.ticket_id]),
                is_aged=is_aged(one, at, age_limit(settings)),
                agent=names.get(choices[one.ticket_id].user_id or 0, ""),
                words=_words(choices[one.ticket_id], skills),
            )
            for one in queue
            if one.ticket_id in tickets
        ],
        n_taking=sum(one.candidate.is_able and not one.is_reserve for one in members),
        is_cut=len(queue) == QUEUE_SHOWN,
    )


def _crew_row(member: Member, person: User, skills: Mapping[str, str]) -> CrewRow:
    one = member.candidate
    code = hurdle_of(one, Need())
    load, capacity = one.load, one.duty.capacity
    row = {"code": code, "capacity": capacity}
    return CrewRow(
        name=person.name,
        team=person.team.name if person.team else "",
        state=capfirst(verdict_words(row, skills)) if code else _("Đang nhận việc"),
        tone=TONES.get(code, "warn") if code else "ok",
        load=load,
        capacity=capacity,
        percent=min(100 * load // max(capacity, 1), 100),
        skills=sorted(skills[code] for code in one.duty.skills),
        is_reserve=member.is_reserve,
    )


def _words(choice: Choice, skills: Mapping[str, str]) -> str:
    """By which rule somebody would get it, or what speaks against most people."""
    if choice.user_id is not None:
        return str(RouteReason(choice.reason).label)
    said = Counter(
        verdict_words(
            {
                "code": one.code,
                "missing": one.missing,
                "load": one.load,
                "capacity": one.capacity,
            },
            skills,
        )
        for one in choice.verdicts
    )
    return " · ".join(
        _("%(n)s người %(words)s") % {"n": n, "words": words}
        for words, n in said.most_common(REASONS_SHOWN)
    )


def _tier(ticket: Ticket) -> str:
    return str(Tier(ticket.tier).label) if ticket.tier in Tier.values else ""


def _codes(members: Iterable[Member], queue: Iterable[Waiting]) -> set[str]:
    """Every skill that is spoken of."""
    held = (code for one in members for code in one.candidate.duty.skills)
    asked = (code for one in queue for code in one.need.skills)
    return {*held, *asked}
