"""Messages to the outside, and what staff are told: both at the desk."""

from django.urls import path

from foundation.notifications.views import bell, desk, notices

app_name = "notifications"
urlpatterns = [
    path("messages/", desk.listing, name="list"),
    path("messages/release/", desk.release, name="release"),
    path("messages/<int:pk>/", desk.detail, name="detail"),
    path("messages/<int:pk>/resend/", desk.resend, name="resend"),
    path("messages/<int:pk>/cancel/", desk.cancel, name="cancel"),
    path("notices/", notices.listing, name="notices"),
    path("notices/count/", bell.count, name="notice_count"),
    path("notices/read/", notices.read_all, name="read_notices"),
    path("notices/settings/", notices.settings, name="notice_settings"),
    path("notices/<int:pk>/open/", notices.open_notice, name="open_notice"),
]
