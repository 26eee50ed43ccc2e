"""Addresses of claims, part of `portal:`."""

from django.urls import path

from portal.views import claim_cases, claim_quotes, claims

OWN = "my/claims/<str:number>/"
BY_LINK = "t/<str:access_key>/claims/<str:number>/"

urlpatterns = [
    path("my/claims/", claims.claims, name="claims"),
    path("my/claims/new/", claims.new_claim, name="claim_new"),
    path(OWN, claims.claim, name="claim"),
    path(f"{OWN}quote/", claim_quotes.own_quote, name="claim_quote"),
    path("quotes/<str:token>/", claim_quotes.quote, name="quote"),
    path(f"{OWN}withdraw/", claim_cases.withdraw, name="claim_withdraw"),
    path(f"{OWN}appeal/", claim_cases.appeal, name="claim_appeal"),
    path(f"{OWN}receipt/", claim_cases.receipt, name="claim_receipt"),
    path(
        f"{BY_LINK}withdraw/",
        claim_cases.tracked_withdraw,
        name="tracked_claim_withdraw",
    ),
    path(f"{BY_LINK}appeal/", claim_cases.tracked_appeal, name="tracked_claim_appeal"),
    path(
        f"{BY_LINK}receipt/", claim_cases.tracked_receipt, name="tracked_claim_receipt"
    ),
]
