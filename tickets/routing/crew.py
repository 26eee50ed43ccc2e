"""Everybody who may be given work, kept current while work is given out. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.enums import RouteReason
from tickets.routing.choice import Candidate, Choice, Verdict, choose
from tickets.routing.order import Waiting


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the crew. A reserve takes only from customers who know them."""

    candidate: Candidate
    team_id: int | None = None
    is_reserve: bool = False


class Crew:
    """Who may be given work, and what they have by now."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._members = {one.candidate.user_id: one for one in members}
        # Loads only grow here, so who finds nobody once finds nobody again.
        self._nobody: dict[object, tuple[Verdict, ...]] = {}

    def choose_for(self, one: Waiting) -> Choice:
        """Who takes this ticket, of its team if it has one."""
        asked = self._asked_by(one)
        if asked in self._nobody:
            return Choice(None, RouteReason.NOBODY, self._nobody[asked])
        choice = choose(one.need, self._candidates_for(one))
        if choice.user_id is None:
            self._nobody[asked] = choice.verdicts
        return choice

    def give(self, user_id: int, at: datetime) -> None:
        """Count one more ticket of somebody."""
        member = self._members[user_id]
        now = replace(
            member.candidate, load=member.candidate.load + 1, last_assigned_at=at
        )
        self._members[user_id] = replace(member, candidate=now)

    def _asked_by(self, one: Waiting) -> object:
        """What decides whether anybody can: only a reserve depends on the customer."""
        need = one.need
        known = self._members.get(need.previous_handler or 0)
        reserve = need.previous_handler if known and known.is_reserve else None
        who = (need.given_back_by, need.bound_to, reserve)
        return one.team_id, need.skills, who

    def _candidates_for(self, one: Waiting) -> list[Candidate]:
        return [
            member.candidate
            for user_id, member in self._members.items()
            if one.team_id in {None, member.team_id}
            and (not member.is_reserve or user_id == one.need.previous_handler)
        ]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets what now, and who has to go on waiting, each in the queue's order."""

    given: list[tuple[Waiting, Choice]]
    left: list[tuple[Waiting, Choice]]


def plan(queue: Iterable[Waiting], crew: Crew, *, most: int, at: datetime) -> Plan:
    """Serve the queue until `most` tickets have found an owner, or it ends."""
    found = Plan([], [])
    for one in queue:
        choice = crew.choose_for(one)
        if choice.user_id is None:
            found.left.append((one, choice))
            continue
        crew.give(choice.user_id, at)
        found.given.append((one, choice))
        if len(found.given) == most:
            break
    return found
