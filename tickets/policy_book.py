"""Policies as the clocks read them: compiled once, since published versions never change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max

from foundation.calendars.models import Calendar
from foundation.calendars.queries import first_week, schedule_of
from tickets.models import (
    SlaEscalation,
    SlaPolicy,
    SlaPolicyVersion,
    SlaTarget,
    Ticket,
    TicketCategory,
)
from tickets.sla.terms import Case, Hours, Level, Policy, Target, first_fit

KNOWN_VERSIONS = 512

Branches = Mapping[int, int | None]  # a category to the one above it

# The targets of every version read so far: a few hundred at most, and they never change.
_targets: dict[int, Target] = {}


def policy_for(ticket: Ticket) -> Policy | None:
    """The promise that new clocks of `ticket` would run by, if any fits."""
    return policy_for_case(case_of(ticket, branches_above(ticket)))


def policy_for_case(case: Case) -> Policy | None:
    """The first policy in force that fits."""
    return first_fit(policies_in_force(), case)


def policies_in_force() -> tuple[Policy, ...]:
    """Every policy in use, in order. One query; compiled ones are kept in memory."""
    stamp = SlaPolicy.objects.aggregate(n=Count("pk"), last=Max("changed_at"))
    return _book(stamp["n"], stamp["last"]) if stamp["n"] else ()


def policy_of(version_id: int | None) -> Policy | None:
    """A published version by its key; None for none."""
    return None if version_id is None else _version(version_id)


def target_of(target_id: int) -> Target:
    """A target of a published version by its key."""
    if target_id not in _targets:
        version = SlaTarget.objects.values_list("version", flat=True).get(pk=target_id)
        _version(version)
    return _targets[target_id]


def draft_of(version: SlaPolicyVersion) -> Policy:
    """A version as it stands now, published or not; never kept in memory."""
    return _compiled([version])[0]


def case_of(ticket: Ticket, branches: Branches) -> Case:
    """What the conditions of policies ask about `ticket`; `branches` knows its category."""
    return Case(
        kind=str(ticket.kind),
        priority=str(ticket.priority),
        channel=str(ticket.channel),
        tier=ticket.tier,
        categories=_upwards(ticket.category_id, branches),
    )


def branches_above(ticket: Ticket) -> Branches:
    """The tree of categories; nothing for a ticket that stands nowhere in it."""
    if ticket.category_id is None:
        return {}
    return dict(TicketCategory.objects.values_list("pk", "parent_id"))


def hours_now() -> Hours:
    """Every calendar's schedule as it stands. One query, compiled ones kept in memory."""
    calendars = list(Calendar.objects.all())
    schedules = {calendar.pk: schedule_of(calendar) for calendar in calendars}
    own = next((each.pk for each in calendars if each.is_default), None)
    default = first_week() if own is None else schedules[own]
    return Hours(default, schedules)


@lru_cache(maxsize=2)
def _book(_count: int, _changed_at: datetime) -> tuple[Policy, ...]:
    found = SlaPolicy.objects.in_order().exclude(current=None)
    versions = [policy.current for policy in found.select_related("current__policy")]
    return tuple(_compiled(version for version in versions if version))


@lru_cache(maxsize=KNOWN_VERSIONS)
def _version(version_id: int) -> Policy:
    rows = SlaPolicyVersion.objects.select_related("policy")
    found = draft_of(rows.get(pk=version_id))
    _targets.update((target.id, target) for target in found.targets)
    return found


def _upwards(category_id: int | None, branches: Branches) -> frozenset[int]:
    """The category and everything above it."""
    found: set[int] = set()
    branch = category_id
    while branch is not None and branch not in found:
        found.add(branch)
        branch = branches.get(branch)
    return frozenset(found)


def _compiled(versions: Iterable[SlaPolicyVersion]) -> list[Policy]:
    rows = list(versions)
    levels = _levels(rows)
    targets: dict[int, list[Target]] = defaultdict(list)
    calendars = {row.pk: row.calendar_id for row in rows}
    for row in SlaTarget.objects.filter(version__in=rows).order_by("pk"):
        targets[row.version_id].append(
            _target(row, levels[row.version_id], calendars[row.version_id])
        )
    return [_policy(row, tuple(targets[row.pk])) for row in rows]


def _levels(rows: list[SlaPolicyVersion]) -> dict[int, tuple[Level, ...]]:
    levels: dict[int, tuple[Level, ...]] = defaultdict(tuple)
    for row in SlaEscalation.objects.filter(version__in=rows).order_by("level"):
        level = Level(
            row.level, row.after_seconds, tuple(row.tell), row.raise_to, row.hand_to
        )
        levels[row.version_id] += (level,)
    return levels


def _target(
    row: SlaTarget, levels: tuple[Level, ...], calendar_id: int | None
) -> Target:
    return Target(
        id=row.pk,
        metric=row.metric,
        stage=row.stage,
        side=row.side,
        seconds=row.seconds,
        basis=row.basis,
        pause_reasons=frozenset(row.pause_reasons),
        warn_at=tuple(sorted(row.warn_at)),
        levels=levels,
        calendar_id=calendar_id,
    )


def _policy(row: SlaPolicyVersion, targets: tuple[Target, ...]) -> Policy:
    return Policy(
        version_id=row.pk,
        name=row.policy.name,
        number=row.number,
        targets=targets,
        kinds=frozenset(row.kinds),
        priorities=frozenset(row.priorities),
        channels=frozenset(row.channels),
        tiers=frozenset(row.tiers),
        categories=frozenset(row.categories),
    )
