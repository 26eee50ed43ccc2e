from django.urls import path

from tickets.views import attachments

app_name = "tickets"
urlpatterns = [
    path("files/<str:key>/", attachments.attachment, name="attachment"),
    path(
        "t/<str:access_key>/files/<str:key>/",
        attachments.tracked_attachment,
        name="tracked_attachment",
    ),
]
