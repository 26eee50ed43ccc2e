"""The policy centre: what the house promises, in every version, open to everybody."""

from dataclasses import dataclass
from datetime import date

from foundation.policies.enums import PolicyKind
from foundation.policies.models import Policy, PolicyVersion
from warranty.policy_words import (
    Line,
    VersionFace,
    scope_lines,
    version_face,
)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy in the list: its name, for which things, since when."""

    code: str
    name: str
    number: int
    effective_from: date | None
    scope: list[Line]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version among its like."""

    number: int
    effective_from: date | None
    is_in_force: bool
    is_coming: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version with its place among the others."""

    policy: Policy
    face: VersionFace
    rows: list[VersionRow]
    shown: VersionRow

    @property
    def newer(self) -> VersionRow | None:
        """The one that holds today, where an older one is shown."""
        if self.shown.is_in_force or self.shown.is_coming:
            return None
        return next((row for row in self.rows if row.is_in_force), None)

    @property
    def coming(self) -> VersionRow | None:
        """One that will hold, where another is shown."""
        rows = [row for row in self.rows if row.is_coming and not row.is_shown]
        return rows[-1] if rows else None

    @property
    def before(self) -> VersionRow | None:
        """The version before the one shown, to compare with."""
        older = [row for row in self.rows if row.number < self.shown.number]
        return older[0] if older else None


def policy_rows(on: date) -> list[PolicyRow]:
    """Every policy in use that has begun to hold; one query."""
    versions = (
        PolicyVersion.objects.in_force(on)
        .filter(policy__kind=PolicyKind.WARRANTY, policy__is_active=True)
        .select_related("policy", "warranty_terms")
        .order_by("policy_id", "-number")
        .distinct("policy_id")
    )
    rows = sorted(versions, key=lambda one: (one.policy.position, one.policy_id))
    return [_row(version) for version in rows]


def version_page(shown: PolicyVersion, on: date) -> VersionPage:
    """The page of a version."""
    rows = version_rows(shown.policy, on, shown.number)
    return VersionPage(
        policy=shown.policy,
        face=version_face(shown),
        rows=rows,
        shown=next(row for row in rows if row.is_shown),
    )


def version_rows(policy: Policy, on: date, shown: int = 0) -> list[VersionRow]:
    """What was published of a policy, the newest first."""
    published = (
        policy.versions.all().published().values_list("number", "effective_from")
    )
    numbers = [number for number, day in published if day and day <= on]
    now = max(numbers, default=0)
    return [
        VersionRow(number, day, number == now, bool(day and day > on), number == shown)
        for number, day in published
    ]


def version_today(policy: Policy, on: date) -> PolicyVersion | None:
    """The version in force, else the first that will be."""
    versions = policy.versions.all()
    return versions.in_force(on).first() or versions.published().last()


def _row(version: PolicyVersion) -> PolicyRow:
    return PolicyRow(
        version.policy.code,
        version.policy.title,
        version.number,
        version.effective_from,
        scope_lines(version.warranty_terms),
    )
