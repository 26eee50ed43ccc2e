"""Addresses of what is done with a unit's cover, part of `desk:`."""

from django.urls import path

from desk.views import unit_covers, unit_owners

urlpatterns = [
    path("activate/", unit_covers.activate_cover, name="unit_activate"),
    path("offer/", unit_owners.offer, name="unit_offer"),
    path("offer/cancel/", unit_owners.cancel_offer, name="unit_cancel_offer"),
    path("hand-over/", unit_owners.hand_over, name="unit_hand_over"),
    path("owner/", unit_owners.name_owner, name="unit_name_owner"),
    path("goodwill/", unit_covers.goodwill, name="unit_goodwill"),
    path("plan/", unit_covers.plan, name="unit_plan"),
    path("part/", unit_covers.part, name="unit_part"),
    path("void/", unit_covers.void, name="unit_void"),
    path("reinstate/", unit_covers.reinstate, name="unit_reinstate"),
]
