"""The signed name of an invitation, which stands in the link we send."""

from django.core.signing import BadSignature, TimestampSigner

# A link names its invitation and nothing else; whether it is still open is asked of
# the row, so that a reopened ticket closes it at once.
_SIGNER = TimestampSigner(salt="survey.v1", sep=".")
MAX_LENGTH = 200


def token_of(invitation_id: int) -> str:
    """The token of an invitation."""
    return _SIGNER.sign(str(invitation_id))


def invitation_id_of(token: str) -> int | None:
    """The invitation that a token names; None when we did not sign it."""
    if len(token) > MAX_LENGTH:
        return None
    try:
        return int(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None


def answer_path(token: str) -> str:
    """Where the invitation is answered; part of the public contract."""
    return f"/s/{token}/"
