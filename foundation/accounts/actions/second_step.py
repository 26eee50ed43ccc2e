"""The second step of signing in: a code from an app, or one kept for a bad day.

allauth.mfa keeps the secrets and knows the arithmetic. That a code works once is our
own row: allauth remembers it in a cache, which two processes of ours do not share.
"""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from foundation.accounts import verbs
from foundation.accounts.errors import AlreadySoError, OwnRightsError, WrongCodeError
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record

PERIOD_SECONDS = 30
TOLERANCE = 1  # periods: a telephone's clock may be half a minute off


@transaction.atomic
def set_up_totp(
    user: User, *, secret: str, code: str, actor: Actor, at: datetime
) -> list[str]:
    """Tie an authenticator app to a login; the recovery codes, shown this once."""
    user = locked(user)
    if _authenticator(user, Authenticator.Type.TOTP) is not None:
        raise AlreadySoError
    counter = _counter_of(secret, code, at)
    if counter is None:
        raise WrongCodeError(field="code")
    app = TOTP.activate(user, secret).instance
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    Authenticator.objects.filter(
        user=user, type=Authenticator.Type.RECOVERY_CODES
    ).delete()
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    record(user, verbs.STAFF_TOTP_SET_UP, actor=actor, at=at)
    return codes


@transaction.atomic
def use_totp(user: User, *, code: str, at: datetime) -> None:
    """Spend the app's current code; WrongCodeError for any other and for the second use."""
    user = locked(user)
    app = _authenticator(user, Authenticator.Type.TOTP)
    counter = (
        None if app is None else _counter_of(decrypt(app.data["secret"]), code, at)
    )
    if app is None or counter is None or counter <= app.data.get("last_counter", 0):
        raise WrongCodeError(field="code")
    app.data["last_counter"] = counter
    app.last_used_at = at
    app.save(update_fields=["data", "last_used_at"])


@transaction.atomic
def use_recovery_code(user: User, *, code: str, actor: Actor, at: datetime) -> None:
    """Spend one of the codes on paper."""
    user = locked(user)
    paper = _authenticator(user, Authenticator.Type.RECOVERY_CODES)
    if paper is None or not RecoveryCodes(paper).validate_code(code):
        raise WrongCodeError(field="code")
    record(user, verbs.STAFF_RECOVERY_CODE_USED, actor=actor, at=at)


@transaction.atomic
def reset_totp(user: User, *, actor: Actor, at: datetime) -> User:
    """Forget somebody's app, which they lost; they set up a new one at the next sign-in."""
    user = locked(user)
    if actor.user_id == user.pk:
        raise OwnRightsError
    n_gone, _by_type = Authenticator.objects.filter(user=user).delete()
    if not n_gone:
        raise AlreadySoError
    user.session_version += 1
    user.save(update_fields=["session_version"])
    record(user, verbs.STAFF_TOTP_RESET, actor=actor, at=at)
    return user


def _authenticator(user: User, kind: str) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=kind).first()


def _counter_of(secret: str, code: str, at: datetime) -> int | None:
    """Which half minute the code belongs to, or None."""
    now = int(at.timestamp()) // PERIOD_SECONDS
    near = range(now - TOLERANCE, now + TOLERANCE + 1)
    return next(
        (
            counter
            for counter in near
            if compare_user_code(
                actual=code, expected=format_hotp_value(hotp_value(secret, counter))
            )
        ),
        None,
    )
