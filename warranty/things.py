"""How the warranty's things are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from catalog.things import unit_path
from foundation.events.things import Thing, register_things
from warranty.models import Review


def register() -> None:
    """Make them known to the event log."""
    register_things(Review._meta.label_lower, _("Xem xét bảo hành"), _reviews)


def _reviews(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Review.objects.filter(pk__in=ids).values_list("pk", "unit__serial")
    return {str(pk): Thing(serial, unit_path(serial)) for pk, serial in rows}
