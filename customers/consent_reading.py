"""Reading the ledger of consents: how it stands, and how it came to that."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from customers.enums import ConsentChannel, ConsentPurpose
from customers.models import Consent, Customer

# More words than anybody says; an end to what one page reads.
WORDS_READ = 500


@dataclass(frozen=True, slots=True)
class ConsentCell:
    """One purpose by one channel: the last word about it, or none."""

    purpose: str
    channel: str
    channel_label: str
    last: Consent | None

    @property
    def is_given(self) -> bool:
        """A yes that stands."""
        return self.last is not None and self.last.is_given

    @property
    def is_refused(self) -> bool:
        """A no that stands; without any word it is neither."""
        return self.last is not None and not self.last.is_given


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One purpose, and how it stands by every channel."""

    purpose: str
    label: str
    cells: Sequence[ConsentCell]

    @property
    def given(self) -> str:
        """The channels with a yes, in words."""
        return ", ".join(cell.channel_label for cell in self.cells if cell.is_given)

    @property
    def refused(self) -> str:
        """The channels with a no, in words."""
        return ", ".join(cell.channel_label for cell in self.cells if cell.is_refused)


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """Everything a customer said about what they allow us."""

    rows: Sequence[ConsentRow]
    words: Sequence[Consent]

    @property
    def said(self) -> Sequence[ConsentRow]:
        """The purposes about which there is a word."""
        return [row for row in self.rows if row.given or row.refused]


def consents_of(customer: Customer) -> QuerySet[Consent]:
    """Every word of the person, newest first."""
    records = Customer.objects.of_person(customer).values("pk")
    return Consent.objects.filter(customer__in=records).order_by("-pk")


def consent_sheet(customer: Customer) -> ConsentSheet:
    """How the person's consents stand today. One query."""
    words = list(consents_of(customer).select_related("recorded_by")[:WORDS_READ])
    last: dict[tuple[str, str], Consent] = {}
    for word in words:
        last.setdefault((word.purpose, word.channel), word)
    rows = [
        ConsentRow(
            purpose=purpose.value,
            label=str(purpose.label),
            cells=[
                ConsentCell(
                    purpose.value,
                    channel.value,
                    str(channel.label),
                    last.get((purpose.value, channel.value)),
                )
                for channel in ConsentChannel
            ],
        )
        for purpose in ConsentPurpose
    ]
    return ConsentSheet(rows, words)


def refused_channels(customer: Customer, purpose: ConsentPurpose) -> set[str]:
    """The channels by which the person said no to `purpose`, in whichever of their
    records, and did not say yes since. One query."""
    said = consents_of(customer).filter(purpose=purpose)
    last = said.order_by("channel", "-pk").distinct("channel")
    return {
        channel
        for channel, is_given in last.values_list("channel", "is_given")
        if not is_given
    }
