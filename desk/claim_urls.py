"""Addresses of claims, part of `desk:`."""

from django.urls import path

from desk.claim_runs import RUNS
from desk.views import (
    claims,
    claims_lists,
    claims_opening,
    claims_papers,
    claims_recoveries,
)

CLAIM = "claims/<str:number>/"
RECOVERY = "recoveries/<str:number>/"

urlpatterns = [
    path("bench/", claims_lists.bench, name="bench"),
    path("loaners/", claims_lists.loaners, name="loaners"),
    path("claims/", claims_lists.board, name="claims"),
    path("claims.csv", claims_lists.export, name="claims_export"),
    path(
        "tickets/<ticket_number:number>/claim/",
        claims_opening.new_claim,
        name="new_claim",
    ),
    path("recoveries/", claims_recoveries.recoveries, name="recoveries"),
    path("recoveries/send/", claims_recoveries.send_all, name="send_recoveries"),
    path(RECOVERY, claims_recoveries.recovery, name="recovery"),
    path(f"{RECOVERY}send/", claims_recoveries.send, name="recovery_send"),
    path(f"{RECOVERY}answer/", claims_recoveries.answer, name="recovery_answer"),
    path(f"{RECOVERY}finish/", claims_recoveries.finish, name="recovery_finish"),
    path(f"{RECOVERY}drop/", claims_recoveries.drop, name="recovery_drop"),
    path(CLAIM, claims.claim, name="claim"),
    path(f"{CLAIM}receipt/", claims_papers.receipt, name="claim_receipt"),
    *(
        path(
            f"{CLAIM}{verb.replace('_', '-')}/", claims.deed(verb), name=f"claim_{verb}"
        )
        for verb in RUNS
    ),
]
