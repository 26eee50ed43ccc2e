from django.urls import path

from foundation.core.parsers import BoundedMultiPartParser
from tickets.api.files import TicketFiles
from tickets.api.routing import TicketRouting
from tickets.api.verbs import TicketVerbs
from tickets.api.views import TicketViewSet

VERBS = [
    "reply",
    "note",
    "assign",
    "wait",
    "resume",
    "resolve",
    "reopen",
    "close",
    "classify",
]

app_name = "tickets_api"
urlpatterns = [
    path(
        "tickets/",
        TicketViewSet.as_view({"get": "list", "post": "create"}),
        name="list",
    ),
    path(
        "tickets/<ticket_number:number>/",
        TicketViewSet.as_view({"get": "retrieve"}),
        name="detail",
    ),
    path(
        "tickets/<ticket_number:number>/events/",
        TicketViewSet.as_view({"get": "events"}),
        name="events",
    ),
    path(
        "tickets/<ticket_number:number>/routing/",
        TicketRouting.as_view({"get": "retrieve"}),
        name="routing",
    ),
    path(
        "tickets/<ticket_number:number>/attachments/",
        TicketVerbs.as_view(
            {"post": "attachments"}, parser_classes=[BoundedMultiPartParser]
        ),
        name="attachments",
    ),
    path(
        "tickets/<ticket_number:number>/attachments/<str:key>/",
        TicketFiles.as_view({"get": "retrieve"}),
        name="attachment",
    ),
    *(
        path(
            f"tickets/<ticket_number:number>/{verb}/",
            TicketVerbs.as_view({"post": verb}),
            name=verb,
        )
        for verb in VERBS
    ),
]
