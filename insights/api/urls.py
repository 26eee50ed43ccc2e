from django.urls import path

from insights.api.views import InTimeViewSet, MetricViewSet

app_name = "insights_api"
urlpatterns = [
    path(
        "metrics/in_time/", InTimeViewSet.as_view({"get": "retrieve"}), name="in_time"
    ),
    path(
        "metrics/<str:name>/",
        MetricViewSet.as_view({"get": "retrieve"}),
        name="metric",
    ),
]
