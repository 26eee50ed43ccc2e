"""The API as machines read it, and as people do: no file comes from another host."""

from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer


@login_not_required
@require_GET
@cache_control(public=True, max_age=300)
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """The OpenAPI document; docs/openapi.yaml is the same for reading."""
    return HttpResponse(_document(), content_type="application/json")


@login_not_required
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """The reference, drawn in the browser from the schema."""
    return render(request, "api/docs.html")


@cache
def _document() -> bytes:
    """Drawn up once per process: it takes a second, and anybody may ask for it."""
    with override(settings.LANGUAGE_CODE):
        generator = SchemaGenerator()  # type: ignore[no-untyped-call]
        document = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    rendered: bytes = OpenApiJsonRenderer().render(document, renderer_context={})
    return rendered
