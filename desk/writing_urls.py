"""The addresses of drafts, of answers on their way, and of colleagues to be named."""

from django.urls import path

from desk.views import drafts, mentions, sending

TICKET = "tickets/<ticket_number:number>/"

urlpatterns = [
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard_draft"),
    path(f"{TICKET}draft/", drafts.save, name="save_draft"),
    path(f"{TICKET}draft/files/", drafts.files, name="draft_files"),
    path(f"{TICKET}draft/files/remove/", drafts.remove, name="remove_draft_file"),
    path(f"{TICKET}colleagues/", mentions.colleagues, name="colleagues"),
    path("scheduled/", sending.scheduled, name="scheduled"),
    path("pending/<int:pk>/take-back/", sending.back, name="take_back"),
    path("pending/<int:pk>/send/", sending.now, name="send_now"),
    path("pending/<int:pk>/reschedule/", sending.reschedule, name="reschedule"),
]
