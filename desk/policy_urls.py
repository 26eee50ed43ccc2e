"""The addresses of what we promise, below /desk/sla/."""

from django.urls import path

from desk.views import policies, policy_drafts, policy_runs

app_name = "sla"
urlpatterns = [
    path("", policies.policy_list, name="list"),
    path("new/", policies.create, name="create"),
    path("<int:pk>/", policies.detail, name="policy"),
    path("<int:pk>/name/", policies.rename, name="rename"),
    path("<int:pk>/up/", policies.up, name="up"),
    path("<int:pk>/down/", policies.down, name="down"),
    path("<int:pk>/on/", policies.switch_on, name="switch_on"),
    path("<int:pk>/off/", policies.switch_off, name="switch_off"),
    path("<int:pk>/edit/", policy_drafts.edit, name="edit"),
    path("<int:pk>/draft/", policy_drafts.draft, name="draft"),
    path("<int:pk>/draft/discard/", policy_drafts.discard, name="discard"),
    path("<int:pk>/draft/preview/", policy_drafts.preview, name="preview"),
    path("<int:pk>/draft/publish/", policy_drafts.publish, name="publish"),
    path("<int:pk>/draft/apply/", policy_drafts.publish_to_open, name="publish_open"),
    path("versions/<int:pk>/", policies.version, name="version"),
    path("versions/<int:pk>/apply/", policy_runs.apply, name="apply"),
    path("runs/<int:pk>/", policy_runs.run, name="run"),
    path("runs/<int:pk>/cancel/", policy_runs.cancel, name="cancel"),
]
