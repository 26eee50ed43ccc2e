"""How draws and samples are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext, gettext_lazy as _

from foundation.events.things import Thing, register_things
from quality.models import Draw, Sample


def register() -> None:
    """Make them known to the event log."""
    register_things(Draw._meta.label_lower, _("Lần rút mẫu"), _draws)
    register_things(Sample._meta.label_lower, _("Phiếu mẫu"), _samples)


def _draws(ids: Collection[str]) -> Mapping[str, Thing]:
    found = Draw.objects.filter(pk__in=ids).values_list("pk", "month")
    return {str(pk): Thing(f"{month:%m/%Y}", "/desk/quality/") for pk, month in found}


def _samples(ids: Collection[str]) -> Mapping[str, Thing]:
    # No ticket is named: whoever reads the log may still have to judge it.
    label = gettext("Phiếu mẫu %(id)s")
    return {pk: Thing(label % {"id": pk}, f"/desk/quality/{pk}/") for pk in ids}
