"""Finding anything: the page, and the palette that every page of the desk opens."""

from django.urls import path

from desk.views import palette, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("palette/", palette.palette, name="palette"),
]
