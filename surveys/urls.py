from django.urls import path

from surveys.views import desk, portal

app_name = "surveys"
urlpatterns = [
    path("s/<str:token>/", portal.answer, name="answer"),
    path("desk/surveys/", desk.settings, name="settings"),
]
