"""The bell's stream, under /live/: the asynchronous half of the server answers."""

from django.urls import path

from foundation.notifications.views import bell

app_name = "bell"
urlpatterns = [
    path("", bell.stream, name="stream"),
]
