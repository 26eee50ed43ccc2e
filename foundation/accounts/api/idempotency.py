"""The same POST sent twice is done once, and answered twice."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.models import IdempotencyKey
from foundation.core.errors import ConflictError, DomainError

MAX_LENGTH = 200
RUNNING_RETRY_SECONDS = 1
LOCK_SPACE = 2  # our number among the advisory locks

Handler = Callable[..., Response]


class KeyReusedError(ConflictError):
    """The key came before, with another body."""

    code = "idempotency_key_reused"
    default_message = _("Khóa Idempotency-Key này đã dùng cho một nội dung khác.")


class StillRunningError(ConflictError):
    """The first request with this key has not been answered yet."""

    code = "idempotency_key_running"
    default_message = _(
        "Yêu cầu trước với khóa này chưa xong. Hãy thử lại sau giây lát."
    )
    retry_after = RUNNING_RETRY_SECONDS


class IdempotencyMixin:
    """Gives `Idempotency-Key` its meaning on every POST of a signed-in caller."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Once the caller may call: run the handler under the key it sent."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc] # of the view
        key = request.headers.get("Idempotency-Key")
        handler = getattr(self, "post", None)
        if request.method == "POST" and key is not None and handler and request.auth:
            self.post = _once(handler, _place_of(request, key))


def _place_of(request: Request, key: str) -> IdempotencyKey:
    if not 1 <= len(key) <= MAX_LENGTH or not key.isascii() or not key.isprintable():
        text = str(_("Từ 1 đến %(most)s ký tự ASCII.") % {"most": MAX_LENGTH})
        detail = [ErrorDetail(text, "invalid_idempotency_key")]
        raise ValidationError({"Idempotency-Key": detail})
    path = request.path
    is_long = len(path) > MAX_LENGTH
    return IdempotencyKey(
        principal=f"token:{request.auth.pk}",
        route=sha256(path.encode()).hexdigest() if is_long else path,
        key=key,
        body_hash=_digest(request.data),
    )


def _once(handler: Handler, place: IdempotencyKey) -> Handler:
    def run(request: Request, *args: Any, **kwargs: Any) -> Response:
        with transaction.atomic():
            _lock(place)
            first = _first_answer(place)
            if first is not None:
                return _replay(first, place)
            try:
                response = handler(request, *args, **kwargs)
            except DomainError as error:
                # As without a key: what was counted on the way, such as a try, stays.
                refusal = error
            else:
                place.status = response.status_code
                rendered = JSONRenderer().render(response.data)
                place.response = json.loads(rendered or b"null")
                place.save(force_insert=True)
                return response
        raise refusal

    return run


def _lock(place: IdempotencyKey) -> None:
    """Hold the key until the transaction ends, or say that somebody else does."""
    words = json.dumps([place.principal, place.route, place.key])
    number = int.from_bytes(sha256(words.encode()).digest()[:4], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_SPACE, number])
        if not cursor.fetchone()[0]:
            raise StillRunningError


def _first_answer(place: IdempotencyKey) -> IdempotencyKey | None:
    return IdempotencyKey.objects.filter(
        principal=place.principal, route=place.route, key=place.key
    ).first()


def _replay(first: IdempotencyKey, place: IdempotencyKey) -> Response:
    if first.body_hash != place.body_hash:
        raise KeyReusedError
    headers = {"Idempotency-Replayed": "true"}
    return Response(first.response, status=first.status, headers=headers)


def _digest(data: Any) -> str:
    """One name for equal bodies, however they were spelled on the wire."""
    if hasattr(data, "lists"):
        data = {
            name: [_plain(value) for value in values] for name, values in data.lists()
        }
    words = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return sha256(words.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return [value.name, digest.hexdigest()]
