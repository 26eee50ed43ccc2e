"""The API as machines read it, and as people do: no file comes from another host."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from drf_spectacular.views import SpectacularAPIView

schema = SpectacularAPIView.as_view()


@login_not_required
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """The reference, drawn in the browser from the schema."""
    return render(request, "api/docs.html")
