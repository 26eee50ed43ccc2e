"""Addresses of labels and verdicts, part of `desk:`. They stand before a unit's own page."""

from django.urls import path

from desk.views import labels, verdicts

urlpatterns = [
    path("units/labels/", labels.labels, name="labels"),
    path("units/labels/codes/", labels.codes, name="label_codes"),
    path("units/<str:serial>/label/", labels.label, name="label"),
    path("units/<str:serial>/verdict/", verdicts.verdict, name="verdict"),
]
