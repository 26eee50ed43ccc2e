"""Who calls the API: the owner of a token, within its scopes."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from foundation.accounts.models import ApiToken, User
from foundation.core.actor import token_actor

KEYWORD = b"token"
MAX_KEY_LENGTH = 200
# How exact "last used" is: one write a minute and token, not one a call.
LAST_USED_STEP = timedelta(minutes=1)
REFUSAL = _("Khóa API không đúng hoặc đã hết hiệu lực.")


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token <key>`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The owner and the token; None without the header; 401 for a bad key."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD:
            return None
        if len(words) != 2 or len(words[1]) > MAX_KEY_LENGTH:
            raise AuthenticationFailed(REFUSAL)
        token = _live_token(sha256(words[1]).hexdigest())
        if token is None:
            raise AuthenticationFailed(REFUSAL)
        inner: Any = request._request
        inner.actor = token_actor(token.pk, token.user_id)
        _note_use(token, inner)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Token"


def _live_token(key_hash: str) -> ApiToken | None:
    """The token, unless it was revoked or its owner's rights changed since."""
    return (
        ApiToken.objects.select_related("user__team")
        .filter(
            key_hash=key_hash,
            revoked_at=None,
            user__is_active=True,
            user__kind="staff",
            owner_version=F("user__session_version"),
        )
        .first()
    )


def _note_use(token: ApiToken, request: Any) -> None:
    last = token.last_used_at
    if last is None or request.at - last >= LAST_USED_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=request.at)
