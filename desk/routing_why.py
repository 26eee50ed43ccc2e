"""Why a ticket is whose it is: the last decision about it, in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from foundation.accounts.models import Skill, User
from tickets.enums import AssignReason, RouteReason
from tickets.models import Assignment, RoutingDecision, Ticket
from tickets.routing.choice import VerdictCode
from tickets.routing_facts import latest_decisions
from tickets.routing_words import verdict_words

# Whoever reads on reads names.
SHOWN = 30

# One kept verdict: user_id, code, load, capacity, missing.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Considered:
    """One person who was looked at."""

    name: str
    words: str
    load: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: what decided, when, what was asked for, and everybody considered."""

    title: str
    reason: str
    at: datetime | None
    decided_at: datetime | None
    skills: list[str]
    considered: list[Considered]
    n_more: int
    # The people below were looked at for another owner than today's.
    is_former: bool


def why_of(ticket: Ticket, user: User) -> Why:
    """What `user` is told about the owner of `ticket`. Four queries at most."""
    moves = Assignment.objects.filter(ticket=ticket).order_by("-pk")
    move = moves.first()
    decision = latest_decisions([ticket.pk]).get(ticket.pk)
    rows = decision.candidates if decision else []
    names = skill_names({*_codes_in(rows), *_asked(decision)})
    is_of_owner = decision is not None and decision.agent_id == ticket.assignee_id
    return Why(
        title=_title(ticket, user),
        reason=_reason(move, decision if is_of_owner else None),
        at=move.at if move else None,
        decided_at=decision.at if decision else None,
        skills=[names[code] for code in _asked(decision)],
        considered=_considered(rows[:SHOWN], names),
        n_more=max(len(rows) - SHOWN, 0),
        is_former=decision is not None and not is_of_owner,
    )


def skill_names(codes: Collection[str]) -> dict[str, str]:
    """What these skills are called; one that is gone keeps its code."""
    found = Skill.objects.filter(code__in=codes).values_list("code", "name")
    return {**{code: code for code in codes}, **dict(found)}


def _title(ticket: Ticket, user: User) -> str:
    if ticket.assignee is None:
        return _("Vì sao chưa có người phụ trách?")
    if ticket.assignee == user:
        return _("Vì sao phiếu này là của tôi?")
    return _("Vì sao %(name)s phụ trách phiếu này?") % {"name": ticket.assignee.name}


def _reason(move: Assignment | None, decision: RoutingDecision | None) -> str:
    """By which rule, or by whose hand."""
    if decision is not None:
        return str(RouteReason(decision.reason).label)
    if move is None:
        return _("Phiếu chưa qua tay ai.")
    return str(AssignReason(move.reason).label)


def _asked(decision: RoutingDecision | None) -> list[str]:
    return list(decision.required_skills) if decision else []


def _codes_in(rows: Iterable[Row]) -> set[str]:
    return {code for row in rows for code in row.get("missing", ())}


def _considered(rows: list[Row], skills: dict[str, str]) -> list[Considered]:
    people = User.objects.filter(pk__in=[row["user_id"] for row in rows])
    names = dict(people.values_list("pk", "name"))
    return [
        Considered(
            name=names.get(row["user_id"], ""),
            words=verdict_words(row, skills),
            load=f"{row['load']}/{row['capacity']}",
            is_chosen=row["code"] == VerdictCode.CHOSEN,
        )
        for row in rows
    ]
