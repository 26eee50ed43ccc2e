from django.urls import path

from insights.api.views import MetricViewSet

app_name = "insights_api"
urlpatterns = [
    path(
        "metrics/<str:name>/",
        MetricViewSet.as_view({"get": "retrieve"}),
        name="metric",
    ),
]
