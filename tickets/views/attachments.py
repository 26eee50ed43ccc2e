"""Files of a ticket, for who may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.http import StaffRequest
from tickets.http import served
from tickets.models import Attachment


@require_safe
def attachment(request: StaffRequest, key: str) -> HttpResponseBase:
    """A file of a ticket that the signed-in person may see."""
    found = Attachment.objects.visible_to(request.user)
    return served(request, get_object_or_404(found, key=key))


@require_safe
@login_not_required
def tracked_attachment(
    request: HttpRequest, access_key: str, key: str
) -> HttpResponseBase:
    """A file of the case that the holder of its link may see; never one of a note."""
    found = Attachment.objects.by_access_key(access_key)
    return served(request, get_object_or_404(found, key=key))
