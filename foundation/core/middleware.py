"""Answers given before any view runs."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.views import defaults
from django_structlog.middlewares import RequestMiddleware

from foundation.core.refusals import is_lost_race
from foundation.core.request_log import without_secrets

# Lost, refused, timed out or in a deadlock: all of them may work in a moment.
DATABASE_LOST = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 5

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefuseNulMiddleware:
    """Answers 400 to a NUL character in address or query: Postgres cannot store it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        return self.get_response(request)


class RequestLogMiddleware(RequestMiddleware):
    """Notes each request and its answer, as the library does, but no secret address."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """GET /t/…/"""
        return without_secrets(f"{request.method} {request.get_full_path()}")


class TurnBackMiddleware:
    """Leads a browser that asks for the address of a button, as after signing in again or
    on a reload, to the nearest page above it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = "text/html" in request.headers.get("Accept", "")
        is_part = "HX-Request" in request.headers
        if (
            response.status_code != HTTPStatus.METHOD_NOT_ALLOWED
            or request.method != "GET"
        ):
            return response
        return (
            redirect(_page_above(request.path)) if is_page and not is_part else response
        )


def _page_above(path: str) -> str:
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            return path
    return path


class DatabaseDownMiddleware:
    """Answers 503 while Postgres is away or too busy, 409 where somebody else was first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Turn a lost database, or a lost race, in a view into a friendly answer."""
        if isinstance(error, DATABASE_LOST):
            return unavailable(request)
        return overtaken() if is_lost_race(error) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of last resort, which also sees what middleware could not do."""
    if isinstance(sys.exc_info()[1], DATABASE_LOST):
        return unavailable(request)
    return defaults.server_error(request)


def overtaken() -> HttpResponse:
    """What a rule did not foresee, a constraint refused: nothing was changed."""
    return HttpResponse(render_to_string("409.html"), status=409)


def unavailable(request: HttpRequest) -> HttpResponse:
    """A 503 that needs no database: a page, or the API's error shape."""
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        detail = _("Hệ thống tạm thời chưa trả lời được. Hãy thử lại sau ít giây.")
        error = {"code": "unavailable", "detail": str(detail), "attr": None}
        body = {"type": "server_error", "errors": [error]}
        return JsonResponse(body, status=503, headers=headers)
    # Without the request: its context would ask the database who is signed in.
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers=headers)
