"""The desk's addresses of lists: their filters, saved views and layouts."""

from django.urls import path

from desk.views import layouts, opening_lists, quick, saved_views

urlpatterns = [
    path("filters/", saved_views.filters, name="inbox_filters"),
    path("views/", saved_views.saved_views, name="saved_views"),
    path("views/new/", saved_views.save_view, name="save_view"),
    path("views/restore/", saved_views.restore_view, name="restore_view"),
    path("views/<int:pk>/", saved_views.change_view, name="change_view"),
    path("views/<int:pk>/move/", saved_views.move_view, name="move_view"),
    path("views/<int:pk>/drop/", saved_views.drop_view, name="drop_view"),
    path("views/opening/", opening_lists.choose_opening, name="choose_opening"),
    path("quick/", quick.quick, name="quick"),
    path("layout/", layouts.change_layout, name="change_layout"),
    path("tickets.csv", layouts.export, name="export_list"),
]
