"""The addresses of the event log. Its pages stand here since they need roles."""

from django.urls import path

from desk.views import event_log

app_name = "events"
urlpatterns = [
    path("", event_log.listing, name="list"),
    path("dead/", event_log.dead, name="dead"),
    path("dead/<int:pk>/retry/", event_log.retry, name="retry"),
]
