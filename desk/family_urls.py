"""The desk's addresses of tickets that belong together."""

from django.urls import path

from desk.views import inbox, merges, presence, splits

TICKET = "tickets/<ticket_number:number>/"

urlpatterns = [
    # The rows of the inbox, as a page that only looks asks for them.
    path("fresh/", inbox.inbox, name="inbox_fresh"),
    path("here/", presence.here_at, name="here_at"),
    path(f"{TICKET}here/", presence.here, name="here"),
    path(f"{TICKET}merge/", merges.merge, name="merge"),
    path(f"{TICKET}unmerge/", merges.unmerge, name="unmerge"),
    path(f"{TICKET}messages/<int:pk>/split/", splits.split, name="split"),
]
