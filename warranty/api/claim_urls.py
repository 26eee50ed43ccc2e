"""Addresses of claims: one for each verb."""

from django.urls import path

from warranty.api.claim_remedies import ClaimRemedyViewSet
from warranty.api.claim_work import ClaimWorkViewSet
from warranty.api.claims import ClaimViewSet

CLAIMS = "warranty/claims/"
CLAIM = f"{CLAIMS}<str:number>/"
# As the address calls a verb, where its method is called otherwise.
SPELT = {"add_line": "lines"}
WORK = sorted(ClaimWorkViewSet.permissions)
REMEDIES = sorted(ClaimRemedyViewSet.permissions)


def _spelt(verb: str) -> str:
    return SPELT.get(verb, verb.replace("_", "-"))


urlpatterns = [
    path(
        CLAIMS, ClaimViewSet.as_view({"get": "list", "post": "create"}), name="claims"
    ),
    path(CLAIM, ClaimViewSet.as_view({"get": "retrieve"}), name="claim"),
    *(
        path(
            f"{CLAIM}{_spelt(verb)}/",
            ClaimWorkViewSet.as_view({"post": verb}),
            name=f"claim_{verb}",
        )
        for verb in WORK
    ),
    *(
        path(
            f"{CLAIM}{_spelt(verb)}/",
            ClaimRemedyViewSet.as_view({"post": verb}),
            name=f"claim_{verb}",
        )
        for verb in REMEDIES
    ),
]
