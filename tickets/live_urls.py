"""Event streams; served by the asynchronous half of the server, under /live/."""

from django.urls import path

from tickets.views import live

app_name = "live"
urlpatterns = [
    path("tickets/<ticket_number:number>/", live.ticket, name="ticket"),
    path("t/<str:access_key>/", live.tracked, name="tracked"),
]
