from django.urls import path

from surveys.api.views import ResponseViewSet

app_name = "surveys_api"
urlpatterns = [
    path(
        "surveys/responses/",
        ResponseViewSet.as_view({"get": "list"}),
        name="responses",
    ),
    path(
        "surveys/responses/<int:pk>/",
        ResponseViewSet.as_view({"get": "retrieve"}),
        name="response",
    ),
]
