"""The addresses of what is done the same way again and again, below /desk/."""

from django.urls import path

from desk.views import bulk, bulk_runs, canned, macro_runs, macros

app_name = "automation"
urlpatterns = [
    path("replies/", canned.replies, name="replies"),
    path("replies/new/", canned.new_reply, name="new_reply"),
    path("replies/preview/", canned.preview, name="preview_reply"),
    path("replies/<int:pk>/", canned.reply, name="reply"),
    path("replies/<int:pk>/retire/", canned.retire, name="retire_reply"),
    path("replies/<int:pk>/restore/", canned.restore, name="restore_reply"),
    path("tickets/<ticket_number:number>/canned/", canned.menu, name="canned"),
    path("macros/", macros.macro_list, name="macros"),
    path("macros/new/", macros.new_macro, name="new_macro"),
    path("macros/<int:pk>/", macros.macro, name="macro"),
    path("macros/<int:pk>/retire/", macros.retire, name="retire_macro"),
    path("macros/<int:pk>/restore/", macros.restore, name="restore_macro"),
    path("tickets/<ticket_number:number>/macros/", macro_runs.menu, name="macro_menu"),
    path(
        "tickets/<ticket_number:number>/macros/<int:pk>/",
        macro_runs.apply,
        name="apply_macro",
    ),
    path("bulk/", bulk_runs.runs, name="runs"),
    path("bulk/preview/", bulk.preview, name="preview_bulk"),
    path("bulk/run/", bulk.run, name="run_bulk"),
    path("bulk/<int:pk>/", bulk_runs.detail, name="bulk"),
    path("bulk/<int:pk>/stop/", bulk_runs.stop, name="stop_bulk"),
    path("bulk/<int:pk>/undo/", bulk_runs.undo, name="undo_bulk"),
]
