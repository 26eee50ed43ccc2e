"""How payments are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from foundation.events.things import Thing, register_things
from foundation.payments.models import Payment
from foundation.payments.numbers import parse_number


def register() -> None:
    """Make them known to the event log."""
    type_ = Payment._meta.label_lower
    register_things(type_, _("Khoản thu chi"), _payments, _locate)


def _payments(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Payment.objects.filter(pk__in=ids).values_list("pk", "number")
    return {str(pk): Thing(no, f"/desk/payments/{no}/") for pk, no in rows}


def _locate(number: str) -> str | None:
    found = parse_number(number)
    rows = Payment.objects.filter(number=found).values_list("pk", flat=True)
    return str(pk) if found and (pk := rows.first()) else None
