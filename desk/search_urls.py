"""What keys reach from anywhere: the search, the palette, one choice of how a ticket is sorted."""

from django.urls import path

from desk.views import palette, search, sorting

urlpatterns = [
    path("search/", search.search, name="search"),
    path("palette/", palette.palette, name="palette"),
    path("tickets/<ticket_number:number>/priority/", sorting.priority, name="priority"),
    path("tickets/<ticket_number:number>/kind/", sorting.kind, name="kind"),
]
