"""How the API tells a claim."""

from typing import Any

from rest_framework import serializers

from foundation.core.money import CURRENCY
from warranty.claim_enums import (
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    Decision,
    LineKind,
    LineState,
    LoanerAnswer,
    QuoteState,
)
from warranty.models import Claim


class LineOfClaim(serializers.Serializer[Any]):
    """What costs something, and who pays which share. Whole đồng."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.ChoiceField(LineKind.choices)
    name = serializers.CharField()
    part = serializers.CharField(source="part.sku", default=None, allow_null=True)
    component = serializers.CharField(
        source="component.code", default=None, allow_null=True
    )
    quantity = serializers.IntegerField()
    price = serializers.IntegerField()
    percent = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.CharField())
    customer_amount = serializers.IntegerField()
    company_amount = serializers.IntegerField()
    brand_amount = serializers.IntegerField()
    supplier_amount = serializers.IntegerField()
    state = serializers.ChoiceField(LineState.choices)


class QuoteOfClaim(serializers.Serializer[Any]):
    """What the customer was asked."""

    number = serializers.IntegerField()
    state = serializers.ChoiceField(QuoteState.choices)
    customer_total = serializers.IntegerField()
    price_total = serializers.IntegerField()
    valid_until = serializers.DateTimeField()
    sent_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class ClaimOutput(serializers.Serializer[Any]):
    """A claim; amounts are whole units of `currency`."""

    number = serializers.CharField()
    ticket = serializers.CharField(source="ticket.number")
    unit = serializers.CharField(source="unit.serial")
    mode = serializers.ChoiceField(ClaimMode.choices)
    status = serializers.ChoiceField(ClaimStatus.choices)
    outcome = serializers.ChoiceField(ClaimOutcome.choices, allow_blank=True)
    decision = serializers.ChoiceField(Decision.choices, allow_blank=True)
    symptom = serializers.CharField(source="symptom.code")
    verdict = serializers.CharField()
    attempt_no = serializers.IntegerField()
    service_point = serializers.CharField(
        source="service_point.name", default=None, allow_null=True
    )
    technician = serializers.EmailField(
        source="technician.email", default=None, allow_null=True
    )
    urgency = serializers.IntegerField()
    promised_at = serializers.DateTimeField(allow_null=True)
    first_promised_at = serializers.DateTimeField(allow_null=True)
    loaner_answer = serializers.ChoiceField(LoanerAnswer.choices, allow_blank=True)
    loaners_out = serializers.IntegerField()
    currency = serializers.SerializerMethodField()
    customer_total = serializers.IntegerField()
    accepted_total = serializers.IntegerField()
    house_total = serializers.IntegerField()
    approved_total = serializers.IntegerField()
    refusal = serializers.CharField(allow_blank=True)
    replacement = serializers.CharField(
        source="replacement.serial", default=None, allow_null=True
    )
    lines = LineOfClaim(many=True)
    quotes = QuoteOfClaim(many=True)
    opened_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)

    def get_currency(self, _claim: Claim) -> str:
        """VND."""
        return CURRENCY
