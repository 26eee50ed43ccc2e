"""Reads about people: lists, duty, links, and the sign-ins of the demo."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from foundation.accounts.enums import Role, SkillDimension, UserKind
from foundation.accounts.errors import LinkError
from foundation.accounts.models import (
    DEFAULT_CAPACITY,
    Leave,
    Shift,
    Skill,
    StaffSkill,
    User,
)
from foundation.accounts.rosters import Duty, ShiftDay, house_day, is_on_shift
from foundation.calendars.hours import Hours
from foundation.calendars.queries import default_schedule

INVITATION = "invitation"
RESET = "reset"
# An invitation may wait over a holiday; a reset is asked for by somebody at the screen.
LINK_SECONDS = {
    INVITATION: 7 * 24 * 60 * 60,
    RESET: settings.PASSWORD_RESET_TIMEOUT,
}
LINK_SALT = "foundation.accounts.password-link"
MAX_LINK_LENGTH = 300
DEMO_PASSWORD = "dung-thu-2026"  # noqa: S105 - printed on the sign-in page of the demo


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One way into the demo, as the sign-in page offers it."""

    label: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class SkillHolder:
    """Somebody who has a skill, and until when."""

    user: User
    valid_until: date | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill with those who have it."""

    skill: Skill
    holders: list[SkillHolder]


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """The skills of one dimension."""

    label: str
    rows: list[SkillRow]


def staff(words: str = "", role: str = "", team: str = "") -> QuerySet[User]:
    """Everybody who works here, narrowed, with their team and whether they have an app."""
    totp = Authenticator.objects.filter(
        user=OuterRef("pk"), type=Authenticator.Type.TOTP
    )
    found = User.objects.filter(kind=UserKind.STAFF).select_related("team")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if role:
        found = found.filter(role=role)
    if team:
        found = found.filter(team__code=team)
    return found.annotate(has_totp=Exists(totp)).order_by("-is_active", "name", "pk")


def duties_of(people: Iterable[int] | QuerySet[User], at: datetime) -> dict[int, Duty]:
    """Who of `people` (ids, or a queryset of users) is there at `at`, and what they can do.

    By id, without those who do not exist; a closed login is never on shift. Three
    queries for any number of people once the calendar of the house is compiled.
    """
    wanted = people if isinstance(people, QuerySet) else list(people)
    day, house = house_day(at), default_schedule()
    shifts = shifts_of(wanted, day, day)
    return {
        user.pk: Duty(
            user_id=user.pk,
            is_on_shift=user.is_active and is_on_shift(shifts[user.pk], at, house),
            is_on_leave=user.is_on_leave,
            is_taking=user.is_taking,
            capacity=capacity_of(user),
            skills=frozenset(user.skill_codes),
        )
        for user in _with_presence(wanted, day, at)
    }


def shifts_of(
    people: Iterable[int] | QuerySet[User], first: date, last: date
) -> defaultdict[int, list[ShiftDay]]:
    """The shifts of each person that hold on some day from `first` to `last`. One query."""
    found: defaultdict[int, list[ShiftDay]] = defaultdict(list)
    rows = Shift.objects.filter(user__in=people, valid_from__lte=last).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=first)
    )
    for row in rows:
        hours = Hours(row.starts, row.ends)
        found[row.user_id].append(
            ShiftDay(row.weekday, hours, row.valid_from, row.valid_until)
        )
    return found


def capacity_of(user: User) -> int:
    """How many open tickets somebody carries at a time."""
    profile = getattr(user, "work_profile", None)
    return profile.capacity if profile else DEFAULT_CAPACITY


def house_skills() -> QuerySet[Skill]:
    """Every skill, closed ones too: the house's own reference data."""
    return Skill.objects.all()


def skills_on_offer() -> QuerySet[Skill]:
    """The skills that tickets may ask for, by dimension and name."""
    return house_skills().filter(is_active=True)


def skill_groups(people: QuerySet[User], at: datetime) -> list[SkillGroup]:
    """Every skill by dimension, with those of `people` who have it. Two queries."""
    today, holders = house_day(at), defaultdict(list)
    held = StaffSkill.objects.filter(user__in=people.order_by()).select_related("user")
    for row in held.order_by("user__name", "user_id"):
        is_expired = row.valid_until is not None and row.valid_until < today
        holder = SkillHolder(row.user, row.valid_until, is_expired)
        holders[row.skill_id].append(holder)
    rows: dict[str, list[SkillRow]] = defaultdict(list)
    for skill in house_skills().order_by("-is_active", "name"):
        rows[skill.dimension].append(SkillRow(skill, holders[skill.pk]))
    return [
        SkillGroup(str(dimension.label), rows[dimension])
        for dimension in SkillDimension
        if dimension in rows
    ]


def has_totp(user: User) -> bool:
    """Whether an authenticator app is tied to the login."""
    apps = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return bool(apps.exists())


def password_link(user: User, purpose: str) -> str:
    """The path at which `user` chooses a password: once, and for a while."""
    words = {"u": user.pk, "p": purpose, "s": _state_of(user, purpose)}
    token = signing.dumps(words, salt=LINK_SALT)
    return reverse("accounts:set_password", args=[token])


def staff_of_link(token: str) -> User:
    """Whose link it is, or LinkError: altered, expired, used, of a closed login."""
    words = _read_link(token)
    user = User.objects.filter(
        pk=words["u"], kind=UserKind.STAFF, is_active=True
    ).first()
    if user is None or not constant_time_compare(
        words["s"], _state_of(user, words["p"])
    ):
        raise LinkError
    return user


def demo_signins() -> list[DemoSignIn]:
    """One member of staff of each role, in demo mode; else nobody."""
    if not settings.DEMO:
        return []
    people = User.objects.filter(kind=UserKind.STAFF, is_active=True)
    firsts = people.order_by("role", "pk").distinct("role")
    by_role: dict[str, User] = {user.role: user for user in firsts}
    return [
        DemoSignIn(f"{role.label} · {user.name}", user.email or "", DEMO_PASSWORD)
        for role in Role
        if (user := by_role.get(role)) is not None
    ]


def _with_presence(people: Any, day: date, at: datetime) -> QuerySet[Any]:
    """The people with their profile, the codes of their skills, and whether on leave."""
    held = (
        StaffSkill.objects.filter(user=OuterRef("pk"), skill__is_active=True)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))
        .values_list("skill__code")
    )
    away = Leave.objects.in_force().filter(
        user=OuterRef("pk"), starts_at__lte=at, ends_at__gt=at
    )
    return (
        User.objects.filter(pk__in=people)
        .select_related("work_profile")
        .annotate(skill_codes=ArraySubquery(held), is_on_leave=Exists(away))
    )


def _read_link(token: str) -> dict[str, Any]:
    if len(token) > MAX_LINK_LENGTH:
        raise LinkError
    try:
        words: dict[str, Any] = signing.loads(
            token, salt=LINK_SALT, max_age=max(LINK_SECONDS.values())
        )
        signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS[words["p"]])
    except (signing.BadSignature, KeyError) as error:
        raise LinkError from error
    return words


def _state_of(user: User, purpose: str) -> str:
    """What the link was made for; a new password or other rights end it."""
    value = f"{purpose}:{user.password}:{user.session_version}:{user.email}"
    return salted_hmac(LINK_SALT, value, algorithm="sha256").hexdigest()[:32]
