"""The lines of a claim: what each costs, who pays which share, and why."""

from dataclasses import dataclass

from foundation.core.tones import Look
from parts.models import Reservation
from warranty.claim_enums import LineKind, LineState, Payer
from warranty.claim_queries import ClaimFile
from warranty.claim_words import reason_words, verdict_look
from warranty.models import ClaimLine

ICONS = {
    LineKind.PART: "package",
    LineKind.LABOUR: "wrench",
    LineKind.TRAVEL: "truck",
    LineKind.FEE: "receipt",
}


@dataclass(frozen=True, slots=True)
class Portion:
    """How much one of the payers pays."""

    payer: str
    amount: int
    is_customer: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line with its shares and where its part is."""

    line: ClaimLine
    icon: str
    verdict: Look
    reasons: list[str]
    portions: list[Portion]
    kept: Reservation | None

    @property
    def is_planned(self) -> bool:
        """Whether it may still be changed."""
        return self.line.state == LineState.PLANNED

    @property
    def is_off(self) -> bool:
        """Whether it was taken off."""
        return self.line.state == LineState.CANCELLED

    @property
    def is_part(self) -> bool:
        """Whether something is put in."""
        return self.line.kind == LineKind.PART


@dataclass(frozen=True, slots=True)
class Totals:
    """What it comes to, for everybody."""

    price: int
    portions: list[Portion]


def line_rows(file: ClaimFile) -> list[LineRow]:
    """Every line; those taken off last."""
    rows = sorted(file.lines, key=lambda one: one.state == LineState.CANCELLED)
    return [_row(line, file.kept.get(str(line.pk))) for line in rows]


def totals_of(file: ClaimFile) -> Totals:
    """The sums of the lines that count."""
    living = file.living
    found = [
        Portion(
            str(payer.label),
            sum(getattr(one, f"{payer.value}_amount") for one in living),
            payer == Payer.CUSTOMER,
        )
        for payer in Payer
    ]
    kept = [one for one in found if one.amount or one.is_customer]
    return Totals(sum(one.price for one in living), kept)


def _row(line: ClaimLine, kept: Reservation | None) -> LineRow:
    portions = [
        Portion(str(payer.label), amount, payer == Payer.CUSTOMER)
        for payer in Payer
        if (amount := getattr(line, f"{payer.value}_amount"))
    ]
    return LineRow(
        line=line,
        icon=ICONS[LineKind(line.kind)],
        verdict=verdict_look(line.verdict),
        reasons=reason_words(line.reasons),
        portions=portions,
        kept=kept,
    )
