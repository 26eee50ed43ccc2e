"""The addresses of the calendar pages, below /desk/calendars/."""

from django.urls import path

from desk.views import calendar_days, calendars

app_name = "calendars"
urlpatterns = [
    path("", calendars.calendar_list, name="list"),
    path("new/", calendars.create, name="create"),
    path("<int:pk>/", calendars.detail, name="detail"),
    path("<int:pk>/hours/", calendars.hours, name="hours"),
    path("<int:pk>/details/", calendars.details, name="details"),
    path("<int:pk>/default/", calendars.default, name="default"),
    path("<int:pk>/holidays/", calendars.holidays, name="holidays"),
    path("<int:pk>/days/", calendar_days.add, name="add_days"),
    path("days/<int:pk>/remove/", calendar_days.remove, name="remove_days"),
    path("days/<int:pk>/on/", calendar_days.switch_on, name="switch_on"),
    path("days/<int:pk>/off/", calendar_days.switch_off, name="switch_off"),
]
