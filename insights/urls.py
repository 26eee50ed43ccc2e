from django.urls import path

from insights.views import board, satisfaction, tickets

app_name = "insights"
urlpatterns = [
    path("", board.board, name="dashboard"),
    path("tickets/", tickets.counted, name="tickets"),
    path("tickets.csv", tickets.counted_export, name="tickets_export"),
    path("satisfaction/", satisfaction.satisfaction, name="satisfaction"),
    path("csat.csv", satisfaction.csat_export, name="csat_export"),
]
