"""The parts that a claim may be given: those that fit, and what stands in for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parts.enums import Quality
from parts.models import Part, StockLocation
from parts.queries import Stand, available, parts_that_fit, substitutes_by_part
from warranty.actions.claims.reserving import location_for
from warranty.claim_errors import StoreMissingError
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class PartOffer:
    """One part to choose; `free` is how many can be had, None where there is no store."""

    part: Part
    free: int | None
    instead_of: Part | None = None
    quality: Quality | None = None
    # What it stands in for is out.
    is_needed: bool = True

    @property
    def code(self) -> str:
        """As a form says it: the part, and what it is put in instead of."""
        own = str(self.part.pk)
        return f"{own}-{self.instead_of.pk}" if self.instead_of else own

    @property
    def label(self) -> str:
        """BX-2 Bơm xả, thay cho BX-1 (tương đương) · còn 3."""
        named: dict[str, Any] = {"part": self.part, "n": self.free}
        if self.instead_of is not None and self.quality is not None:
            named["sku"] = self.instead_of.sku
            named["quality"] = str(self.quality.label).lower()
            words = _("%(part)s, thay cho %(sku)s (%(quality)s) · còn %(n)s")
            return words % named
        if self.free is None:
            return str(self.part)
        words = _("%(part)s · còn %(n)s") if self.free else _("%(part)s · hết hàng")
        return words % named


@dataclass(frozen=True, slots=True)
class PartOffers:
    """Those that fit, and the substitutes that can be had at the place of the claim."""

    location: StockLocation | None
    fitting: list[PartOffer]
    standing: list[PartOffer]

    def named(self, code: str) -> PartOffer | None:
        """The one that a form says."""
        own = [*self.fitting, *self.standing]
        return next((one for one in own if one.code == code), None)

    def choices(self, chosen: str) -> list[tuple[str, Any]]:
        """What fits, and what does instead of what is out or is chosen already."""
        fitting = [(one.code, one.label) for one in self.fitting]
        standing = [
            (one.code, one.label)
            for one in self.standing
            if one.is_needed or one.code == chosen
        ]
        if not standing:
            return fitting
        return [
            (_("Lắp cho máy này"), fitting),
            (_("Thay thế, đang còn hàng"), standing),
        ]


def part_offers(claim: Claim) -> PartOffers:
    """What may be put in the thing of a claim; five queries at most."""
    parts = list(parts_that_fit(claim.unit.product))
    location = _location_of(claim)
    if location is None:
        return PartOffers(None, [PartOffer(part, None) for part in parts], [])
    stands = substitutes_by_part(parts)
    others = [stand.part for found in stands.values() for stand in found]
    free = available([*parts, *others], location)
    fitting = [PartOffer(part, free[part.pk]) for part in parts]
    standing = [one for part in parts for one in _standing(part, stands[part.pk], free)]
    own = {part.pk for part in parts}
    return PartOffers(
        location, fitting, [one for one in standing if one.part.pk not in own]
    )


def _standing(
    part: Part, stands: list[Stand], free: dict[int, int]
) -> Iterator[PartOffer]:
    for stand in stands:
        n_free = free[stand.part.pk]
        if n_free:
            yield PartOffer(
                stand.part, n_free, part, stand.quality, is_needed=not free[part.pk]
            )


def _location_of(claim: Claim) -> StockLocation | None:
    try:
        return location_for(claim)
    except StoreMissingError:
        return None
