"""The live pages of a ticket: a stream that says that something changed, never what."""

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from foundation.accounts.http import StaffRequest
from foundation.events import live
from tickets.watching import watch_by_link, watch_for


@require_GET
async def ticket(request: StaffRequest, number: str) -> HttpResponseBase:
    """News of a ticket for staff who may see it, or for its customer."""
    return await _stream(request, await live.in_thread(watch_for, request.user, number))


@require_GET
@login_not_required
async def tracked(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """News of a case for the holder of its link."""
    return await _stream(request, await live.in_thread(watch_by_link, access_key))


async def _stream(request: HttpRequest, watch: live.Watch | None) -> HttpResponseBase:
    if watch is None:
        raise Http404
    if live.is_full():
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    # The middleware has asked the database in a thread of this request, which would
    # keep its connection for as long as the stream lasts.
    await sync_to_async(connections.close_all)()
    came_from = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return StreamingHttpResponse(
        live.stream(watch, live.position_from(came_from)),
        content_type=live.CONTENT_TYPE,
        headers=live.HEADERS,
    )
