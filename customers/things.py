"""How events and messages name a customer, and where the desk finds one."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from foundation.events.things import Thing, register_things


def register() -> None:
    """Make customers known to the event log and the message list."""
    register_things(Customer._meta.label_lower, _("Khách hàng"), _find)


def desk_path(customer_id: int | str) -> str:
    """The page of a customer at the desk; part of the public contract."""
    return f"/desk/customers/{customer_id}/"


def _find(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Customer.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, desk_path(pk)) for pk, name in names}
