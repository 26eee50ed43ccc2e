"""What the API takes and gives for customers; interface.md names every field."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from customers.consents import MAX_EVIDENCE, MAX_POLICY
from customers.enums import (
    ConsentChannel,
    ConsentPurpose,
    ConsentSource,
    ContactKind,
    CustomerType,
    Salutation,
    Tier,
)
from customers.models import Customer
from customers.profiles import DEFAULT_LOCALE, MAX_CITY, MAX_NAME
from foundation.core.strict import StrictSerializer

LOCALES = [("vi", "vi"), ("en", "en")]


class EditInput(StrictSerializer):
    """What changes of a customer's name, form of address, place or language."""

    name = serializers.CharField(max_length=MAX_NAME, required=False)
    salutation = serializers.ChoiceField(
        Salutation.choices, required=False, allow_blank=True
    )
    city = serializers.CharField(max_length=MAX_CITY, required=False, allow_blank=True)
    type = serializers.ChoiceField(CustomerType.choices, required=False)
    locale = serializers.ChoiceField(LOCALES, required=False)


class CreateInput(StrictSerializer):
    """A new customer, with a telephone number or an e-mail address at least."""

    name = serializers.CharField(max_length=MAX_NAME)
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")
    email = serializers.CharField(max_length=254, allow_blank=True, default="")
    salutation = serializers.ChoiceField(
        Salutation.choices, default=Salutation.NONE, allow_blank=True
    )
    city = serializers.CharField(max_length=MAX_CITY, default="", allow_blank=True)
    type = serializers.ChoiceField(CustomerType.choices, default=CustomerType.PERSON)
    locale = serializers.ChoiceField(LOCALES, default=DEFAULT_LOCALE)


class BenefitsInput(StrictSerializer):
    """The tier a customer is put into, and its last day if it has one."""

    tier = serializers.ChoiceField(Tier.choices, allow_blank=True)
    until = serializers.DateField(required=False, allow_null=True)


class ConsentInput(StrictSerializer):
    """A yes or no of a customer; a yes said to a colleague needs its evidence."""

    purpose = serializers.ChoiceField(ConsentPurpose.choices)
    channel = serializers.ChoiceField(ConsentChannel.choices)
    is_given = serializers.BooleanField()
    source = serializers.ChoiceField(  # type: ignore[assignment] # a field of ours
        [one for one in ConsentSource.choices if one[0] != ConsentSource.PORTAL],
        default=ConsentSource.API,
    )
    evidence = serializers.CharField(
        max_length=MAX_EVIDENCE, allow_blank=True, default=""
    )
    policy_version = serializers.CharField(
        max_length=MAX_POLICY, allow_blank=True, default=""
    )


class MergeInput(StrictSerializer):
    """The customer in whose record this one goes on."""

    into = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class ConsentOutput(serializers.Serializer[Any]):
    """One word of the ledger; `customer` is the record it was kept on."""

    id = serializers.IntegerField()
    customer = serializers.IntegerField(source="customer_id")
    purpose = serializers.ChoiceField(ConsentPurpose.choices)
    channel = serializers.ChoiceField(ConsentChannel.choices)
    is_given = serializers.BooleanField()
    source = serializers.ChoiceField(ConsentSource.choices)  # type: ignore[assignment]
    evidence = serializers.CharField()
    policy_version = serializers.CharField()
    recorded_by = serializers.IntegerField(source="recorded_by_id", allow_null=True)
    at = serializers.DateTimeField()


class ContactPointOutput(serializers.Serializer[Any]):
    """A telephone number (E.164) or e-mail address."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(ContactKind.choices)
    value = serializers.CharField()
    is_primary = serializers.BooleanField()
    verified_at = serializers.DateTimeField(allow_null=True)


class CustomerOutput(serializers.Serializer[Any]):
    """A customer and the ways to reach them; `phone` and `email` are the primary ones."""

    id = serializers.IntegerField()
    type = serializers.ChoiceField(CustomerType.choices)
    name = serializers.CharField()
    salutation = serializers.ChoiceField(Salutation.choices, allow_blank=True)
    city = serializers.CharField()
    locale = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    tier = serializers.SerializerMethodField()
    benefits_until = serializers.DateField(allow_null=True)
    contact_points = serializers.SerializerMethodField()
    # The record in which this person goes on, where they were merged.
    merged_into = serializers.IntegerField(source="merged_into_id", allow_null=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(serializers.ChoiceField(Tier.choices, allow_blank=True))
    def get_tier(self, customer: Customer) -> str:
        """The tier that counts now; empty without one, or once its last day is over."""
        return customer.tier_at(self.context["request"].at)

    @extend_schema_field(ContactPointOutput(many=True))
    def get_contact_points(self, customer: Customer) -> Any:
        """Primary ones first."""
        return ContactPointOutput(customer.contact_points.all(), many=True).data


class SubjectOutput(serializers.Serializer[Any]):
    """The thing an event happened to."""

    type = serializers.CharField(source="subject_type")
    id = serializers.CharField(source="subject_id")


class ActorOutput(serializers.Serializer[Any]):
    """Who did it: a user, a customer, a token or the system."""

    kind = serializers.CharField(source="actor_kind")
    id = serializers.CharField(source="actor_id")


class EventOutput(serializers.Serializer[Any]):
    """One thing that happened to or around a customer."""

    id = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    actor = ActorOutput(source="*")
    # As `actor` says them; kept for those who read them before there was one.
    actor_kind = serializers.CharField()
    actor_id = serializers.CharField()
    subject = SubjectOutput(source="*")
    data = serializers.DictField()  # type: ignore[assignment] # a field, not the answer
