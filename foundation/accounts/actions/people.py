"""Who works here, and what they may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from foundation.accounts import verbs
from foundation.accounts.enums import Role, Sight, UserKind
from foundation.accounts.errors import (
    AlreadySignedUpError,
    AlreadySoError,
    EmailTakenError,
    InactiveError,
    LastAdminError,
    OwnRightsError,
)
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.emails import parse_email
from foundation.core.text import clean_line
from foundation.events.actions import record


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody does in the house, for whom, and which cases they see."""

    role: Role
    team: Team | None = None
    sees: Sight = Sight.TEAM


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who is to work here."""

    email: str
    name: str
    rights: Rights


@transaction.atomic
def create_staff(
    person: NewStaff, *, password: str | None, actor: Actor, at: datetime
) -> User:
    """Open a login; without a password its owner sets one by a link. EmailTakenError."""
    user = User(
        kind=UserKind.STAFF,
        email=parse_email(person.email).lower(),
        name=clean_line(person.name),
        role=person.rights.role,
        team=person.rights.team,
        sees=person.rights.sees,
        created_at=at,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise EmailTakenError(field="email") from error
    record(user, verbs.STAFF_CREATED, actor=actor, at=at, **_named(user))
    return user


@transaction.atomic
def invite_staff(person: NewStaff, *, actor: Actor, at: datetime) -> User:
    """Open a login and send its owner the link at which to choose a password."""
    user = create_staff(person, password=None, actor=actor, at=at)
    return send_invitation(user, actor=actor, at=at)


@transaction.atomic
def send_invitation(user: User, *, actor: Actor, at: datetime) -> User:
    """Send the link again, as long as no password was chosen; older links stay good."""
    user = locked(user)
    if not user.is_active:
        raise InactiveError
    if user.has_usable_password():
        raise AlreadySignedUpError
    user.invited_at = at
    user.save(update_fields=["invited_at"])
    record(user, verbs.STAFF_INVITED, actor=actor, at=at)
    return user


@transaction.atomic
def change_rights(user: User, *, rights: Rights, actor: Actor, at: datetime) -> User:
    """Give somebody another role, team or sight; their sessions and tokens end.

    Never one's own, and never the last administrator's role.
    """
    admins = _locked_admins()
    user = locked(user)
    _refuse_own(user, actor)
    if rights.role != Role.ADMIN and admins == [user.pk]:
        raise LastAdminError
    before = _named(user)
    user.role, user.team, user.sees = rights.role, rights.team, rights.sees
    after = _named(user)
    if before == after:
        return user
    _end_sessions(user, "role", "team", "sees")
    old = {f"old_{name}": value for name, value in before.items()}
    record(user, verbs.STAFF_RIGHTS_CHANGED, actor=actor, at=at, **after, **old)
    return user


@transaction.atomic
def deactivate_staff(user: User, *, actor: Actor, at: datetime) -> User:
    """Close a login at once; never one's own, never the last administrator's."""
    admins = _locked_admins()
    user = locked(user)
    _refuse_own(user, actor)
    if not user.is_active:
        raise AlreadySoError
    if admins == [user.pk]:
        raise LastAdminError
    user.is_active = False
    _end_sessions(user, "is_active")
    record(user, verbs.STAFF_DEACTIVATED, actor=actor, at=at)
    return user


@transaction.atomic
def reactivate_staff(user: User, *, actor: Actor, at: datetime) -> User:
    """Open a closed login again, with the rights and the password it had."""
    user = locked(user)
    if user.is_active:
        raise AlreadySoError
    user.is_active = True
    _end_sessions(user, "is_active")
    record(user, verbs.STAFF_REACTIVATED, actor=actor, at=at)
    return user


def _locked_admins() -> list[int]:
    """Every administrator, locked in one order: of two who go at once, one is last."""
    found = User.objects.select_for_update(of=("self",)).filter(
        kind=UserKind.STAFF, role=Role.ADMIN, is_active=True
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def _refuse_own(user: User, actor: Actor) -> None:
    if actor.user_id == user.pk:
        raise OwnRightsError


def _end_sessions(user: User, *changed: str) -> None:
    user.session_version += 1
    user.save(update_fields=[*changed, "session_version"])


def _named(user: User) -> dict[str, Any]:
    return {"role": str(user.role), "team_id": user.team_id, "sees": str(user.sees)}
