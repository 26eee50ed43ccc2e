from typing import Any

from django.urls import path

from foundation.notifications.api.views import (
    DeadLetterViewSet,
    EventViewSet,
    OutboxViewSet,
)

LIST: dict[str, Any] = {"get": "list"}
ONE: dict[str, Any] = {"get": "retrieve"}

app_name = "outbox_api"
urlpatterns = [
    path("outbox/", OutboxViewSet.as_view(LIST), name="outbox"),
    path("outbox/<int:pk>/", OutboxViewSet.as_view(ONE), name="message"),
    path("events/", EventViewSet.as_view(LIST), name="events"),
    path("events/<int:pk>/", EventViewSet.as_view(ONE), name="event"),
    path("dead-letters/", DeadLetterViewSet.as_view(LIST), name="dead_letters"),
    path("dead-letters/<int:pk>/", DeadLetterViewSet.as_view(ONE), name="dead_letter"),
    path(
        "dead-letters/<int:pk>/retry/",
        DeadLetterViewSet.as_view({"post": "retry"}),
        name="retry_dead_letter",
    ),
]
