"""How programs name the things a ticket points at."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.strict import StrictSerializer
from foundation.core.text import clean_line
from tickets.actions.callers import Caller
from tickets.categories import category_with
from tickets.models import Ticket, TicketCategory
from tickets.numbers import parse_number
from tickets.queries import all_staff

MAX_EMAIL = 254


class CallerInput(StrictSerializer):
    """A customer by name and address, found or entered."""

    name = serializers.CharField(max_length=160)
    phone = serializers.CharField(max_length=32, required=False, default="")
    email = serializers.CharField(max_length=MAX_EMAIL, required=False, default="")


class ThingField(serializers.Field[Any, Any, Any, Any]):
    """A thing by its name in the contract; an unknown one is a 400."""

    default_error_messages = {
        "unknown": _("Không tìm thấy."),
        "wrong_type": _("Sai kiểu dữ liệu."),
    }

    def to_representation(self, value: Any) -> Any:
        """These fields are input only."""
        raise NotImplementedError

    def found(self, thing: Any) -> Any:
        """The thing, or the refusal."""
        if thing is None:
            self.fail("unknown")
        return thing

    def text(self, data: Any) -> str:
        """The name as a string, or the refusal."""
        if not isinstance(data, str):
            self.fail("wrong_type")
        return clean_line(data)

    @property
    def user(self) -> Any:
        """Who asks, since nobody may name what they may not see."""
        return self.context["request"].user


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer", "description": "id"},
            {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "phone": {"type": "string"},
                    "email": {"type": "string"},
                },
            },
        ]
    }
)
class CustomerField(ThingField):
    """An id, or {name, phone, email}."""

    def to_internal_value(self, data: Any) -> Caller:
        """For whom the ticket is."""
        if isinstance(data, int) and not isinstance(data, bool):
            customers = Customer.objects.visible_to(self.user)
            return Caller(self.found(customers.filter(pk=data).first()))
        if not isinstance(data, Mapping):
            self.fail("wrong_type")
        given = CallerInput(data=data, context=self.context)
        given.is_valid(raise_exception=True)
        return Caller(**given.validated_data)


@extend_schema_field({"type": "string", "description": "serial"})
class UnitField(ThingField):
    """A unit by its serial number."""

    def to_internal_value(self, data: Any) -> Unit:
        """The unit."""
        units = Unit.objects.visible_to(self.user)
        return self.found(units.filter(serial=self.text(data)).first())  # type: ignore[no-any-return]


@extend_schema_field({"type": "string", "description": "code"})
class TeamField(ThingField):
    """A team by its code."""

    def to_internal_value(self, data: Any) -> Team:
        """The team."""
        code = self.text(data)
        return self.found(Team.objects.filter(code=code).first())  # type: ignore[no-any-return]


@extend_schema_field({"type": "integer", "description": "id"})
class CategoryField(ThingField):
    """A category by its id; whether it is in use is the action's question."""

    def to_internal_value(self, data: Any) -> TicketCategory:
        """The category."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("wrong_type")
        return self.found(category_with(data))  # type: ignore[no-any-return]


@extend_schema_field(
    {"oneOf": [{"type": "integer"}, {"type": "string", "format": "email"}]}
)
class AgentField(ThingField):
    """A member of staff by id or e-mail address."""

    def to_internal_value(self, data: Any) -> User:
        """The person; whether they can own a ticket is the action's question."""
        staff = all_staff()
        if isinstance(data, int) and not isinstance(data, bool):
            return self.found(staff.filter(pk=data).first())  # type: ignore[no-any-return]
        email = self.text(data).lower()
        return self.found(staff.filter(email=email).first())  # type: ignore[no-any-return]


@extend_schema_field({"type": "integer", "description": "id"})
class KnownCustomerField(ThingField):
    """A customer by id."""

    def to_internal_value(self, data: Any) -> Customer:
        """The customer."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("wrong_type")
        customers = Customer.objects.visible_to(self.user)
        return self.found(customers.filter(pk=data).first())  # type: ignore[no-any-return]


@extend_schema_field({"type": "string", "description": "number"})
class CallTicketField(ThingField):
    """A ticket by its number."""

    def to_internal_value(self, data: Any) -> Ticket:
        """The ticket, as far as the caller sees it."""
        tickets = Ticket.objects.visible_to(self.user).select_related("customer")
        number = parse_number(self.text(data))
        return self.found(tickets.filter(number=number).first())  # type: ignore[no-any-return]
