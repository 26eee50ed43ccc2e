"""Keys of programs to the API."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from foundation.accounts import verbs
from foundation.accounts.enums import Scope
from foundation.accounts.errors import AlreadySoError, InactiveError
from foundation.accounts.models import ApiToken, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record

KEY_BYTES = 32
HINT_LENGTH = 6


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its key, which nobody can read again."""

    token: ApiToken
    key: str


@transaction.atomic
def create_token(
    user: User, *, name: str, scopes: Collection[Scope], actor: Actor, at: datetime
) -> NewToken:
    """Give a program a key that acts for `user` within `scopes`."""
    user = locked(user)
    if not user.is_active or not user.is_staff_member:
        raise InactiveError
    key = secrets.token_urlsafe(KEY_BYTES)
    token = ApiToken.objects.create(
        user=user,
        name=clean_line(name),
        key_hash=sha256(key.encode()).hexdigest(),
        hint=key[:HINT_LENGTH],
        scopes=sorted(scopes),
        owner_version=user.session_version,
        created_at=at,
    )
    record(
        token,
        verbs.TOKEN_CREATED,
        actor=actor,
        at=at,
        links=[user],
        scopes=token.scopes,
    )
    return NewToken(token, key)


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Actor, at: datetime) -> ApiToken:
    """End a token at once."""
    token = locked(token)
    if token.revoked_at is not None:
        raise AlreadySoError
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record(token, verbs.TOKEN_REVOKED, actor=actor, at=at, links=[token.user])
    return token
