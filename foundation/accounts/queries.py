"""Reads about people: lists, links, and the sign-ins of the demo."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from foundation.accounts.enums import Role, UserKind
from foundation.accounts.errors import LinkError
from foundation.accounts.models import User

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
