"""How policies are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from foundation.events.things import Thing, register_things
from foundation.policies.models import Policy


def register() -> None:
    """Make them known to the event log."""
    register_things(Policy._meta.label_lower, _("Chính sách"), _policies)


def _policies(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Policy.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, f"/desk/warranty/policies/{pk}/") for pk, name in rows}
