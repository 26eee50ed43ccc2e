from django.urls import path

from quality.views import results, reviews

app_name = "quality"
urlpatterns = [
    path("", reviews.samples, name="samples"),
    path("next/", reviews.take, name="take_next"),
    path("mine/", results.mine, name="mine"),
    path("results/", results.results, name="results"),
    path("results.csv", results.export, name="export"),
    path("<int:pk>/", reviews.sample, name="sample"),
    path("<int:pk>/take/", reviews.take_one, name="take"),
    path("<int:pk>/review/", reviews.review, name="review"),
    path("<int:pk>/skip/", reviews.skip, name="skip"),
]
