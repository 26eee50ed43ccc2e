"""The desk's addresses of customers."""

from django.urls import path

from desk.views import (
    benefits,
    consents,
    contact_points,
    customer_merging,
    customers,
)

urlpatterns = [
    path("", customers.customers, name="customers"),
    path("new/", customers.new_customer, name="new_customer"),
    path("<int:pk>/", customers.customer, name="customer"),
    path("<int:pk>/edit/", customers.edit, name="edit_customer"),
    path("<int:pk>/benefits/", benefits.grant, name="grant_benefits"),
    path("<int:pk>/consents/", consents.keep, name="record_consent"),
    path("<int:pk>/merge/", customer_merging.choose, name="merge_customer"),
    path(
        "<int:pk>/merge/<int:other_pk>/",
        customer_merging.compare,
        name="compare_customers",
    ),
    path("<int:pk>/unmerge/", customer_merging.unmerge, name="unmerge_customer"),
    path("<int:pk>/contacts/", contact_points.add, name="add_contact"),
    path(
        "<int:pk>/contacts/<int:contact_id>/remove/",
        contact_points.remove,
        name="remove_contact",
    ),
    path(
        "<int:pk>/contacts/<int:contact_id>/prefer/",
        contact_points.prefer,
        name="prefer_contact",
    ),
    path(
        "<int:pk>/contacts/<int:contact_id>/send-link/",
        contact_points.send_link,
        name="send_sign_in_link",
    ),
]
