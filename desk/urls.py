"""The desk's addresses."""

from django.urls import path

from desk.views import (
    answers,
    benefits,
    calls,
    contact_points,
    customers,
    inbox,
    moves,
    opening,
    products,
    tickets,
    units,
)

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:pk>/done/", calls.done, name="call_done"),
    path("customers/", customers.customers, name="customers"),
    path("customers/new/", customers.new_customer, name="new_customer"),
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("customers/<int:pk>/edit/", customers.edit, name="edit_customer"),
    path("customers/<int:pk>/benefits/", benefits.grant, name="grant_benefits"),
    path("customers/<int:pk>/contacts/", contact_points.add, name="add_contact"),
    path(
        "customers/<int:pk>/contacts/<int:contact_id>/remove/",
        contact_points.remove,
        name="remove_contact",
    ),
    path(
        "customers/<int:pk>/contacts/<int:contact_id>/prefer/",
        contact_points.prefer,
        name="prefer_contact",
    ),
    path(
        "customers/<int:pk>/contacts/<int:contact_id>/send-link/",
        contact_points.send_link,
        name="send_sign_in_link",
    ),
    path("units/", units.units, name="units"),
    path("units/<str:serial>/", units.unit, name="unit"),
    path("products/", products.products, name="products"),
    path("products/new/", products.new_product, name="new_product"),
    path("products/<int:pk>/", products.edit_product, name="edit_product"),
    path("tickets/new/", opening.new_ticket, name="new_ticket"),
    path("tickets/<ticket_number:number>/", tickets.ticket, name="ticket"),
    path("tickets/<ticket_number:number>/reply/", answers.reply, name="reply"),
    path("tickets/<ticket_number:number>/note/", answers.note, name="note"),
    path("tickets/<ticket_number:number>/assign/", moves.assign, name="assign"),
    path("tickets/<ticket_number:number>/take/", moves.take, name="take"),
    path("tickets/<ticket_number:number>/wait/", moves.wait, name="wait"),
    path("tickets/<ticket_number:number>/resume/", moves.resume, name="resume"),
    path("tickets/<ticket_number:number>/resolve/", moves.resolve, name="resolve"),
    path("tickets/<ticket_number:number>/reopen/", moves.reopen, name="reopen"),
    path("tickets/<ticket_number:number>/close/", moves.close, name="close"),
    path("tickets/<ticket_number:number>/classify/", moves.classify, name="classify"),
]
