"""The live number in the bell: as a stream, and as an answer where no stream stays."""

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.events import live
from foundation.notifications.bell_stream import (
    COUNTED_AT_MOST,
    UnreadReader,
    watch_bell,
)
from foundation.notifications.notice_pages import unread_state


@require_GET
async def stream(request: StaffRequest) -> HttpResponseBase:
    """The number of one's unread notices now, and again whenever it changes."""
    if not can(request.user, Capability.USE_DESK):
        raise PermissionDenied
    if live.is_full():
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    # The middleware's connection would be kept for as long as the stream lasts.
    await sync_to_async(connections.close_all)()
    return StreamingHttpResponse(
        live.stream(watch_bell(request.user), 0, UnreadReader(request.user.pk)),
        content_type=live.CONTENT_TYPE,
        headers=live.HEADERS,
    )


@require_GET
@requires(Capability.USE_DESK)
def count(request: StaffRequest) -> HttpResponse:
    """The number alone, for pages that ask by the clock."""
    state = unread_state(request.user.pk, at_most=COUNTED_AT_MOST)
    return JsonResponse(state._asdict())
