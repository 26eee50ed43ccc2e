"""What may be named in a claim by whoever may act on one: reference data, the same for all."""

from django.db.models import QuerySet

from catalog.models import ComponentClass, Unit
from foundation.places.models import ServicePoint
from parts.models import Part, Supplier
from warranty.claim_enums import FaultKind
from warranty.models import Claim, Exclusion, FaultCode, Loaner


def known_codes(kind: FaultKind) -> QuerySet[FaultCode]:
    """The codes in use that answer one question."""
    return FaultCode.objects.filter(kind=kind, is_active=True)


def known_units() -> QuerySet[Unit]:
    """Every thing, with what it is and whose."""
    return Unit.objects.select_related("product", "owner")


def known_points() -> QuerySet[ServicePoint]:
    """The service points in use."""
    return ServicePoint.objects.filter(is_active=True)


def known_components() -> QuerySet[ComponentClass]:
    """Every sort of component."""
    return ComponentClass.objects.all()


def known_parts() -> QuerySet[Part]:
    """Every spare part."""
    return Part.objects.all()


def known_suppliers() -> QuerySet[Supplier]:
    """Every supplier."""
    return Supplier.objects.all()


def known_loaners() -> QuerySet[Loaner]:
    """The loaners in use."""
    return Loaner.objects.filter(is_active=True)


def exclusion_of(claim: Claim, code: str) -> Exclusion | None:
    """What the version that the claim is judged by does not cover, by its code."""
    known = Exclusion.objects.filter(terms__version=claim.version_id, code=code)
    found: Exclusion | None = known.first()
    return found
