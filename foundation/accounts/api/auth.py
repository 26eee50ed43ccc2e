"""Who calls the API: the owner of a token, within its scopes."""

from typing import Any

from rest_framework.authentication import BaseAuthentication


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token <key>`."""

    def authenticate(self, request: Any) -> Any:
        """(user, token), or None without the header."""
        return None
