"""Answers given before any view runs."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefuseNulMiddleware:
    """Answers 400 to a NUL character in address or query: Postgres cannot store it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        return self.get_response(request)


class DatabaseDownMiddleware:
    """Answers 503 while Postgres cannot be reached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a lost database into a friendly page."""
        if isinstance(error, (OperationalError, InterfaceError)):
            return HttpResponse(status=503, headers={"Retry-After": "5"})
        return None
