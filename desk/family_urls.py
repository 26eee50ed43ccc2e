"""The desk's addresses of tickets that belong together."""

from django.urls import path

from desk.views import merges, splits

TICKET = "tickets/<ticket_number:number>/"

urlpatterns = [
    path(f"{TICKET}merge/", merges.merge, name="merge"),
    path(f"{TICKET}unmerge/", merges.unmerge, name="unmerge"),
    path(f"{TICKET}messages/<int:pk>/split/", splits.split, name="split"),
]
