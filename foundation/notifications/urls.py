from django.urls import path

from foundation.notifications.views import desk

app_name = "notifications"
urlpatterns = [
    path("", desk.listing, name="list"),
    path("release/", desk.release, name="release"),
    path("<int:pk>/", desk.detail, name="detail"),
    path("<int:pk>/resend/", desk.resend, name="resend"),
    path("<int:pk>/cancel/", desk.cancel, name="cancel"),
]
