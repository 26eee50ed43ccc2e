"""What the palette of every page asks while somebody types."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from desk.search_palette import choices_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability


@require_GET
@requires(Capability.USE_DESK)
def palette(request: StaffRequest) -> HttpResponse:
    """The tickets, customers, units and orders for `?q=`, as options of its list."""
    choices = choices_of(request.user, request.GET.get("q", ""))
    response = render(request, "desk/palette/_choices.html", {"choices": choices})
    patch_cache_control(response, private=True, no_store=True)
    return response
