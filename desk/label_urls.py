"""Addresses of the labels, part of `desk:`. They stand before a unit's own page."""

from django.urls import path

from desk.views import labels

urlpatterns = [
    path("units/labels/", labels.labels, name="labels"),
    path("units/<str:serial>/label/", labels.label, name="label"),
]
