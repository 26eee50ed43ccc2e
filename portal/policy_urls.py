"""Addresses of the policy centre, part of `portal:`."""

from django.urls import path

from portal.views import policies

urlpatterns = [
    path("policies/", policies.policies, name="policies"),
    path("policies/<slug:code>/", policies.policy, name="policy"),
    path("policies/<slug:code>/compare/", policies.compare, name="policy_compare"),
    path("policies/<slug:code>/<int:number>/", policies.version, name="policy_version"),
]
