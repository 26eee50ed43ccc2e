from django.urls import path

from foundation.core.parsers import BoundedMultiPartParser
from tickets.api.calls import CallViewSet
from tickets.api.clocks import TicketClocksResource
from tickets.api.day import TicketDay
from tickets.api.family import TicketFamily
from tickets.api.files import TicketFiles
from tickets.api.hands import ConsultViewSet, HandoffRequestViewSet
from tickets.api.routing import TicketRouting
from tickets.api.verbs import TicketVerbs
from tickets.api.views import TicketViewSet

VERBS = [
    "reply",
    "note",
    "assign",
    "wait",
    "resume",
    "stage",
    "resolve",
    "reopen",
    "close",
    "classify",
]

CONSULTS = "tickets/<ticket_number:number>/consults/"
REQUESTS = "tickets/<ticket_number:number>/handoff-requests/"

app_name = "tickets_api"
urlpatterns = [
    path(
        "calls/",
        CallViewSet.as_view({"get": "list", "post": "create"}),
        name="calls",
    ),
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
        "tickets/<ticket_number:number>/clocks/",
        TicketClocksResource.as_view({"get": "retrieve"}),
        name="clocks",
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
    path(
        "tickets/<ticket_number:number>/consult/",
        ConsultViewSet.as_view({"post": "ask"}),
        name="consult",
    ),
    path(CONSULTS, ConsultViewSet.as_view({"get": "list"}), name="consults"),
    path(
        f"{CONSULTS}<int:pk>/answer/",
        ConsultViewSet.as_view({"post": "respond"}),
        name="answer_consult",
    ),
    path(
        f"{CONSULTS}<int:pk>/withdraw/",
        ConsultViewSet.as_view({"post": "withdraw"}),
        name="withdraw_consult",
    ),
    path(
        REQUESTS,
        HandoffRequestViewSet.as_view({"get": "list", "post": "create"}),
        name="handoff_requests",
    ),
    *(
        path(
            f"{REQUESTS}<int:pk>/{verb}/",
            HandoffRequestViewSet.as_view({"post": verb}),
            name=f"{verb}_handoff",
        )
        for verb in ("approve", "decline", "withdraw")
    ),
    *(
        path(
            f"tickets/<ticket_number:number>/{verb}/",
            TicketVerbs.as_view({"post": verb}),
            name=verb,
        )
        for verb in VERBS
    ),
    *(
        path(
            f"tickets/<ticket_number:number>/{verb}/",
            TicketFamily.as_view({"post": verb}),
            name=verb,
        )
        for verb in ("merge", "unmerge")
    ),
    *(
        path(
            f"tickets/<ticket_number:number>/{verb}/",
            TicketDay.as_view({"post": verb}),
            name=verb,
        )
        for verb in ("tag", "snooze", "wake")
    ),
]
