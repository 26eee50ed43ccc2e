"""Saying no without losing what was typed."""

from collections.abc import Mapping

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.accounts.throttles import TooManyError
from foundation.core.errors import DomainError


def explain(form: Form, error: DomainError) -> None:
    """Put the sentence beside the field it speaks of, else above the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def render_form(
    request: HttpRequest,
    template: str,
    page: Mapping[str, object],
    form: Form,
    error: DomainError | None = None,
) -> HttpResponse:
    """A page around its form: 200 while empty, else the status of the refusal.

    A browser never fills a file field again; the page is told where it lost some.
    """
    has_lost_files = form.is_bound and bool(request.FILES)
    context = {**page, "form": form, "has_lost_files": has_lost_files}
    response = render_page(request, template, context, error)
    response.status_code = _status(form, error)
    return response


def render_page(
    request: HttpRequest,
    template: str,
    page: Mapping[str, object],
    error: DomainError | None = None,
) -> HttpResponse:
    """A page with the status of the refusal that it tells."""
    status = error.status if error is not None else 200
    response = render(request, template, page, status=status)
    if isinstance(error, TooManyError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _status(form: Form, error: DomainError | None) -> int:
    if error is not None:
        return error.status
    return 422 if form.errors else 200
