"""What customers allow us, as they tick it themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from customers.consent_reading import ConsentCell, ConsentSheet
from customers.consents import PORTAL_TEXT, Word
from customers.enums import ConsentPurpose, ConsentSource

# Words about one's own ticket are part of the service. Surveys join when whoever sends
# them asks the ledger first: until then a box would promise what nobody keeps.
OFFERED = (ConsentPurpose.CARE, ConsentPurpose.MARKETING)


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of message, with a box for every channel; ticked where a yes stands."""

    purpose: str
    label: str
    boxes: Sequence[tuple[str, str, bool]]


def choices_of(sheet: ConsentSheet) -> list[Choice]:
    """What the page offers; nothing is ticked that nobody said yes to."""
    return [
        Choice(
            row.purpose,
            row.label,
            [(_name(cell), cell.channel_label, cell.is_given) for cell in row.cells],
        )
        for row in sheet.rows
        if row.purpose in OFFERED
    ]


def words_of(sheet: ConsentSheet, ticked: Collection[str]) -> list[Word]:
    """What the customer now says otherwise than before; an empty box is no word by itself."""
    cells = [cell for row in sheet.rows if row.purpose in OFFERED for cell in row.cells]
    return [
        Word(
            purpose=cell.purpose,
            channel=cell.channel,
            is_given=_name(cell) in ticked,
            source=ConsentSource.PORTAL,
            policy_version=PORTAL_TEXT,
        )
        for cell in cells
        if (_name(cell) in ticked) != cell.is_given
    ]


def _name(cell: ConsentCell) -> str:
    return f"{cell.purpose}:{cell.channel}"
