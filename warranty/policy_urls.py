"""The addresses of warranty policies, below /desk/warranty/policies/."""

from django.urls import path

from warranty.views.desk import policies, policy_drafts

app_name = "policies"
urlpatterns = [
    path("", policies.policy_list, name="list"),
    path("new/", policies.create, name="create"),
    path("<int:pk>/", policies.detail, name="policy"),
    path("<int:pk>/name/", policies.rename, name="rename"),
    path("<int:pk>/on/", policies.switch_on, name="switch_on"),
    path("<int:pk>/off/", policies.switch_off, name="switch_off"),
    path("<int:pk>/edit/", policy_drafts.edit, name="edit"),
    path("<int:pk>/draft/", policy_drafts.draft, name="draft"),
    path("<int:pk>/draft/discard/", policy_drafts.discard, name="discard"),
    path("<int:pk>/draft/publish/", policy_drafts.publish, name="publish"),
]
