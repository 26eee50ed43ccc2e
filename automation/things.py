"""How replies, macros and runs are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from automation.enums import BulkKind
from automation.models import BulkRun, CannedReply, Macro
from foundation.events.things import Thing, register_things


def register() -> None:
    """Make them known to the event log."""
    register_things(CannedReply._meta.label_lower, _("Câu trả lời mẫu"), _replies)
    register_things(Macro._meta.label_lower, _("Macro"), _macros)
    register_things(BulkRun._meta.label_lower, _("Lượt hàng loạt"), _runs)


def _replies(ids: Collection[str]) -> Mapping[str, Thing]:
    names = CannedReply.objects.filter(pk__in=ids).values_list("pk", "title")
    return {str(pk): Thing(name, f"/desk/replies/{pk}/") for pk, name in names}


def _macros(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Macro.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, f"/desk/macros/{pk}/") for pk, name in names}


def _runs(ids: Collection[str]) -> Mapping[str, Thing]:
    kinds = BulkRun.objects.filter(pk__in=ids).values_list("pk", "kind")
    return {
        str(pk): Thing(str(BulkKind(kind).label), f"/desk/bulk/{pk}/")
        for pk, kind in kinds
    }
