"""Finding an owner for every ticket that has none, one worker at a time."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, transaction
from psycopg2.errors import LockNotAvailable

from foundation.accounts.models import User
from foundation.calendars.queries import default_schedule
from foundation.calendars.working_time import count_working
from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from tickets import verbs
from tickets.actions.assignment import check_agent
from tickets.actions.handing import HandOver, give_ticket
from tickets.actions.history import record_on
from tickets.actions.telling import Word, tell
from tickets.enums import AssignReason
from tickets.models import RoutingDecision, RoutingSettings, Ticket
from tickets.overseers import Overseers
from tickets.routing.choice import Choice
from tickets.routing.crew import Plan, plan
from tickets.routing.order import Waiting
from tickets.routing_facts import (
    crew_at,
    latest_decisions,
    unowned,
    waiting_tickets,
)
from tickets.routing_words import SUPERVISED

logger = logging.getLogger(__name__)

# As many tickets as one transaction holds: a colleague waits a third of a second at most.
BATCH = 25
# How far the queue is read: mostly the head is enough, and the last is more than a house
# can have waiting for a skill that nobody there has.
READS = (100, 2_000, 20_000)
# A run ends here; the next sweep, seconds later, goes on.
RUN = 500
# Of those that nobody can take, so many are looked at again in one run.
NOTED = 100
# More people than anybody reads through when asking "why me?".
KEPT_VERDICTS = 100

Chosen = tuple[Waiting, Choice]


@dataclass(frozen=True, slots=True)
class _Served:
    n_given: int
    plan: Plan
    settings: RoutingSettings

    @property
    def is_queue_done(self) -> bool:
        """Whether the plan went through the whole queue, or no ticket could be had."""
        return len(self.plan.given) < BATCH or not self.n_given


def route_waiting(at: datetime, *, limit: int = RUN) -> int:
    """Give out what waits without an owner, in the order of the queue; how many found one.

    Does nothing while routing is switched off. What nobody can take is explained, and
    after a while comes before the leads. Several may run at once: they take turns.
    """
    n_given = 0
    while n_given < limit and (served := _serve(at)):
        n_given += served.n_given
        if served.is_queue_done:
            _note_left(served.plan.left, served.settings, at)
            break
    return n_given


@transaction.atomic
def route_ticket(ticket: Ticket, *, at: datetime) -> Choice | None:
    """Find an owner for one ticket now, ahead of the queue; None where routing is off
    or the ticket waits for none."""
    settings = _turn()
    if settings is None:
        return None
    queue = waiting_tickets(at, settings, only=[ticket.pk], most=1)
    found = plan(queue, crew_at(at), most=1, at=at)
    _give_out(found.given, at)
    _note_left(found.left, settings, at)
    return next((choice for _, choice in found.given + found.left), None)


@transaction.atomic
def _serve(at: datetime) -> _Served | None:
    """One turn: the next tickets of the queue to whom they should go."""
    settings = _turn()
    if settings is None:
        return None
    found = _plan_next(settings, at)
    return _Served(_give_out(found.given, at), found, settings)


def _plan_next(settings: RoutingSettings, at: datetime) -> Plan:
    """A full batch from the head of the queue; read on where nobody can take the first.

    So what nobody can take holds up nobody, however much of it there is.
    """
    crew, found, seen = crew_at(at), Plan([], []), set[int]()
    for most in READS:
        queue = waiting_tickets(at, settings, most=most)
        fresh = [one for one in queue if one.ticket_id not in seen]
        more = plan(fresh, crew, most=BATCH - len(found.given), at=at)
        found = Plan(found.given + more.given, found.left + more.left)
        if len(found.given) == BATCH or len(queue) < most:
            break
        seen.update(one.ticket_id for one in queue)
    return found


def _turn() -> RoutingSettings | None:
    """The settings under their lock, which is the turn to route.

    None while routing is off, and when others keep the turn for longer than the
    database lets anybody wait: they serve the same queue.
    """
    rows = RoutingSettings.objects.select_for_update().filter(pk=1, is_enabled=True)
    try:
        with transaction.atomic():
            return rows.first()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return None
        raise


def _give_out(given: Sequence[Chosen], at: datetime) -> int:
    """Hand over those that nobody else is busy with; how many it were."""
    held = _claim(one for one, _ in given)
    people = User.objects.in_bulk({choice.user_id for _, choice in given})
    chosen = [
        (held[one.ticket_id], one, choice, people[choice.user_id or 0])
        for one, choice in given
        if one.ticket_id in held
    ]
    return sum(_give(*each, at) for each in chosen)


def _give(
    ticket: Ticket, one: Waiting, choice: Choice, agent: User, at: datetime
) -> bool:
    """Whether it went well: one ticket that refuses must not hold up the others."""
    try:
        with transaction.atomic():
            _hand_over(ticket, agent, choice, at)
            _keep(one, choice, at)
    except DomainError as refused:
        logger.warning("ticket %s was not routed: %s", ticket.pk, refused.code)
        return False
    return True


def _hand_over(ticket: Ticket, agent: User, choice: Choice, at: datetime) -> None:
    check_agent(agent)
    to = HandOver(agent, AssignReason.ROUTED)
    give_ticket(ticket, to=to, actor=SYSTEM, at=at)
    record_on(
        ticket,
        verbs.TICKET_ROUTED,
        actor=SYSTEM,
        at=at,
        agent_id=agent.pk,
        reason=choice.reason.value,
    )


def _claim(queue: Iterable[Waiting]) -> dict[int, Ticket]:
    """The tickets under a lock, as they are now; not those that somebody is busy with,
    nor those that have found an owner meanwhile."""
    found = unowned().filter(pk__in=[one.ticket_id for one in queue]).order_by("pk")
    rows = found.select_for_update(skip_locked=True, of=("self",))
    return {ticket.pk: ticket for ticket in rows}


def _note_left(left: Sequence[Chosen], settings: RoutingSettings, at: datetime) -> None:
    """Explain why nobody takes these, where the answer is new, and call for the leads.

    Those that no lead knows of yet come first: each gets its turn.
    """
    looked_at = sorted(left, key=lambda pair: pair[0].is_supervised)[:NOTED]
    said = latest_decisions([one.ticket_id for one, _ in looked_at])
    due = _due(looked_at, settings, at)
    new = [
        (one, choice)
        for one, choice in looked_at
        if one.ticket_id in due or _is_new(choice, said.get(one.ticket_id))
    ]
    for start in range(0, len(new), BATCH):
        _note(new[start : start + BATCH], due, at)


@transaction.atomic
def _note(left: Sequence[Chosen], due: Collection[int], at: datetime) -> None:
    held = _claim(one for one, _ in left)
    said = latest_decisions(held)
    for one, choice in left:
        ticket = held.get(one.ticket_id)
        if ticket is None:
            continue
        if _is_new(choice, said.get(ticket.pk)):
            _keep(one, choice, at)
        if ticket.pk in due and ticket.supervised_since is None:
            _supervise(ticket, one, at)


def _supervise(ticket: Ticket, one: Waiting, at: datetime) -> None:
    """Nobody can take it: whoever leads has to find somebody."""
    ticket.supervised_since = at
    ticket.save(update_fields=["supervised_since"])
    record_on(ticket, verbs.TICKET_SUPERVISED, actor=SYSTEM, at=at)
    word = Word(SUPERVISED, f"{ticket.pk}:{int(one.unowned_since.timestamp())}")
    leads = Overseers.now().leads_of(ticket.team_id)
    tell(ticket, word, leads, by=SYSTEM, at=at)


def _due(
    left: Sequence[Chosen], settings: RoutingSettings, at: datetime
) -> frozenset[int]:
    """Of which of these the leads have to know. While the house is closed nobody could
    take them, so only working time counts."""
    patience, house = settings.supervise_after_minutes * 60, default_schedule()
    return frozenset(
        one.ticket_id
        for one, _ in left
        if not one.is_supervised
        and count_working(one.unowned_since, at, house) >= patience
    )


def _is_new(choice: Choice, said: RoutingDecision | None) -> bool:
    """Whether the answer differs from the last; how much somebody has does not matter."""
    if said is None or said.agent_id is not None:
        return True
    before = {(row["user_id"], row["code"]) for row in said.candidates}
    now = {(row["user_id"], row["code"]) for row in _rows(choice)}
    return before != now


def _keep(one: Waiting, choice: Choice, at: datetime) -> None:
    RoutingDecision.objects.create(
        ticket_id=one.ticket_id,
        agent_id=choice.user_id,
        reason=choice.reason,
        required_skills=sorted(one.need.skills),
        candidates=_rows(choice),
        at=at,
    )


def _rows(choice: Choice) -> list[dict[str, object]]:
    """Verdicts as they are kept: the nearest, in order, in plain values."""
    return [
        {
            "user_id": one.user_id,
            "code": one.code.value,
            "load": one.load,
            "capacity": one.capacity,
            "missing": list(one.missing),
        }
        for one in choice.verdicts[:KEPT_VERDICTS]
    ]
