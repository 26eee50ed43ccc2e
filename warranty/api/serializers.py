"""What the API takes and gives for covers."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from catalog.enums import Category, Severity
from foundation.core.errors import DomainError
from foundation.core.phones import parse_phone
from foundation.core.strict import StrictSerializer
from warranty.enums import ActivationChannel

STATES = (
    "live", "ending", "ended", "pending", "paused",
    "voided", "superseded", "disputed", "blocked", "none",
)  # fmt: skip
# A program of ours says who did it; strangers activate on the page, with a proof.
CHANNELS = (ActivationChannel.AGENT, ActivationChannel.INSTALLER)


class ActivateInput(StrictSerializer):
    """A cover to be switched on."""

    on = serializers.DateField(required=False)
    channel = serializers.ChoiceField(
        [(one.value, one.label) for one in CHANNELS], default=ActivationChannel.AGENT
    )
    phone = serializers.CharField(max_length=40, default="", allow_blank=True)
    dealer = serializers.CharField(max_length=40, default="", allow_blank=True)
    evidence = serializers.CharField(max_length=300, default="", allow_blank=True)

    def validate_phone(self, value: str) -> str:
        """In E.164."""
        try:
            return parse_phone(value) if value else ""
        except DomainError as error:
            raise serializers.ValidationError(str(error), error.code) from error

    def validate_evidence(self, value: str) -> str:
        """A colleague's word is enough, but has to be there."""
        if not value.strip():
            raise serializers.ValidationError(_("Hãy ghi dựa vào đâu mà kích hoạt."))
        return value.strip()


class LookupInput(serializers.Serializer[Any]):
    """The number on the label, in any way of writing it."""

    serial = serializers.CharField(max_length=200)


class ProductOfLookup(serializers.Serializer[Any]):
    """What the thing is."""

    sku = serializers.CharField()
    name = serializers.CharField()
    brand = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)


class PolicyOfCover(serializers.Serializer[Any]):
    """By which published words it is judged."""

    code = serializers.CharField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    effective_from = serializers.DateField()
    url = serializers.URLField()


class LineOutput(serializers.Serializer[Any]):
    """One component, or the whole thing where it is null."""

    component = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    part_percent = serializers.IntegerField()
    labour_percent = serializers.IntegerField()
    travel_percent = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_covered = serializers.BooleanField()


class RecallOutput(serializers.Serializer[Any]):
    """A batch that is called back."""

    code = serializers.CharField()
    title = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    action = serializers.CharField()
    starts_on = serializers.DateField()


class FaceOutput(serializers.Serializer[Any]):
    """How a cover stands today; days are those of Việt Nam, ends included."""

    state = serializers.ChoiceField(STATES)
    is_covered = serializers.BooleanField()
    headline = serializers.CharField()
    detail = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    added_days = serializers.IntegerField()
    activated_on = serializers.DateField(allow_null=True)
    responsible = serializers.CharField(allow_blank=True)
    policy = PolicyOfCover(allow_null=True)
    lines = LineOutput(many=True)


class LookupOutput(FaceOutput):
    """What anybody may know of a unit."""

    serial = serializers.CharField()
    product = ProductOfLookup()
    recalls = RecallOutput(many=True)


class CoverageOutput(FaceOutput):
    """What staff are told besides."""

    status = serializers.CharField()
    basis = serializers.CharField()
    activate_by = serializers.DateField(allow_null=True)
    in_shop_since = serializers.DateField(allow_null=True)
    is_disputed = serializers.BooleanField()


class ActivationOutput(serializers.Serializer[Any]):
    """The activation that counts, and the cover it began."""

    serial = serializers.CharField(source="unit.serial")
    on = serializers.DateField()
    channel = serializers.ChoiceField(ActivationChannel.choices)
    coverage = CoverageOutput(allow_null=True)
