"""How the warranty's things are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from catalog.things import unit_path
from foundation.events.things import Thing, register_things
from foundation.payments.cases import register_case
from warranty.claim_links import desk_claim_path
from warranty.claim_numbers import parse_claim_number
from warranty.models import Claim, ClaimLine, Review, SupplierClaim


def register() -> None:
    """Make them known to the event log, and the money of claims to who sees the claim."""
    register_things(Review._meta.label_lower, _("Xem xét bảo hành"), _reviews)
    claim = Claim._meta.label_lower
    register_things(claim, _("Hồ sơ bảo hành"), _claims, _claim_of)
    register_things(ClaimLine._meta.label_lower, _("Dòng hồ sơ bảo hành"), _lines)
    register_case(claim, Claim.objects.visible_to)
    recovery = SupplierClaim._meta.label_lower
    register_things(recovery, _("Đòi tiền nhà cung cấp"), _recoveries)


def _recoveries(ids: Collection[str]) -> Mapping[str, Thing]:
    """A recovery is told by its number, and stands at the claim that it is for."""
    rows = SupplierClaim.objects.filter(pk__in=ids).select_related("line__claim")
    return {
        str(one.pk): Thing(one.number, desk_claim_path(one.line.claim)) for one in rows
    }


def _reviews(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Review.objects.filter(pk__in=ids).values_list("pk", "unit__serial")
    return {str(pk): Thing(serial, unit_path(serial)) for pk, serial in rows}


def _claims(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Claim.objects.filter(pk__in=ids)
    return {str(one.pk): Thing(one.number, desk_claim_path(one)) for one in rows}


def _claim_of(number: str) -> str | None:
    found = parse_claim_number(number)
    rows = Claim.objects.filter(number=found).values_list("pk", flat=True)
    return str(pk) if found and (pk := rows.first()) else None


def _lines(ids: Collection[str]) -> Mapping[str, Thing]:
    """A line is told by its claim, where it stands."""
    rows = ClaimLine.objects.filter(pk__in=ids).select_related("claim")
    return {
        str(one.pk): Thing(one.claim.number, desk_claim_path(one.claim)) for one in rows
    }
