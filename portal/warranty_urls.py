"""Addresses of the public check, part of `portal:`."""

from django.urls import path

from portal.views import certificates, checks

urlpatterns = [
    path("warranty/check/", checks.check, name="warranty_check"),
    path(
        "warranty/certificate/<str:serial>/",
        certificates.certificate,
        name="certificate",
    ),
    path("w/<str:token>/", checks.door, name="unit_door"),
]
