"""The addresses of reviews and activations, below /desk/warranty/."""

from django.urls import path

from warranty.views.desk import reviews

app_name = "covers"
urlpatterns = [
    path("", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/decide/", reviews.decide, name="decide"),
    path("activations/", reviews.activations, name="activations"),
]
