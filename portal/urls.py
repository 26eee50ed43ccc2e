"""The customer portal's addresses."""

from django.urls import include, path

from portal.views import (
    activation,
    cases,
    front,
    guests,
    products,
    profile,
    requests,
    tracking,
    transfers,
)
from tickets import converters

converters.register()

app_name = "portal"
urlpatterns = [
    path("", front.home, name="home"),
    path("", include("portal.warranty_urls")),
    path("", include("portal.policy_urls")),
    path("", include("portal.claim_urls")),
    path("support/new/", requests.new_ticket, name="new_ticket"),
    path("track/", tracking.track, name="track"),
    path("t/<str:access_key>/", guests.tracked, name="tracked"),
    path("t/<str:access_key>/answer/", guests.answer, name="tracked_answer"),
    path("t/<str:access_key>/confirm/", guests.confirm, name="tracked_confirm"),
    path("my/tickets/", cases.tickets, name="tickets"),
    path("my/tickets/<ticket_number:number>/", cases.ticket, name="ticket"),
    path("my/tickets/<ticket_number:number>/answer/", cases.answer, name="answer"),
    path("my/tickets/<ticket_number:number>/confirm/", cases.confirm, name="confirm"),
    path("my/products/", products.products, name="products"),
    path("my/products/add/", products.add, name="product_add"),
    path("my/products/take/", products.take, name="product_take"),
    path("my/products/<str:serial>/", products.product, name="product"),
    path(
        "my/products/<str:serial>/activate/", products.activate, name="product_activate"
    ),
    path(
        "my/products/<str:serial>/transfer/",
        transfers.transfer,
        name="product_transfer",
    ),
    path(
        "my/products/<str:serial>/transfer/cancel/",
        transfers.cancel,
        name="product_transfer_cancel",
    ),
    path("warranty/activate/", activation.activate, name="activate"),
    path("warranty/activated/<str:token>/", activation.activated, name="activated"),
    path("my/profile/", profile.profile, name="profile"),
    path("my/profile/consents/", profile.consents, name="consents"),
]
