"""What was handed in at a counter, as values: cleaned, judged and put into words."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from catalog.models import Unit
from catalog.serials import fold_serial
from customers.contacts import phone_contact
from foundation.core.text import clean_line, clean_text
from intake.enums import Casing, KeepInformed
from intake.errors import NoSymptomError, NoThingError, PromisePastError
from tickets.files import KeptFile

MAX_THING = 160
MAX_SERIAL = 60
MAX_SYMPTOM = 80
MAX_CONDITION = 300
MAX_ACCESSORIES = 20
MAX_ACCESSORY = 40
MAX_SECONDS = 24 * 60 * 60
LONGEST_PROMISE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in, as it was written down.

    `thing` and `serial` name what we have no unit of. `client_key` is the form's own
    key: the same form sent twice is one reception.
    """

    symptom: str
    details: str = ""
    unit: Unit | None = None
    thing: str = ""
    serial: str = ""
    casing: Casing | None = None
    accessories: tuple[str, ...] = ()
    condition: str = ""
    promised_at: datetime | None = None
    inform_by: KeepInformed = KeepInformed.SMS
    phone: str = ""
    files: tuple[KeptFile, ...] = ()
    seconds_taken: int | None = None
    client_key: str | None = None

    def cleaned(self, at: datetime) -> "HandedIn":
        """The same in clean words, or why it cannot be taken in."""
        thing = self.unit.product.name if self.unit else clean_line(self.thing)
        serial = self.unit.serial if self.unit else fold_serial(clean_line(self.serial))
        symptom = clean_line(self.symptom)[:MAX_SYMPTOM].rstrip()
        if not thing:
            raise NoThingError(field="thing")
        if not symptom:
            raise NoSymptomError(field="symptom")
        if self.promised_at and not at < self.promised_at < at + LONGEST_PROMISE:
            raise PromisePastError(field="promised_at")
        words = (clean_line(word)[:MAX_ACCESSORY] for word in self.accessories)
        return replace(
            self,
            thing=thing[:MAX_THING],
            serial=serial[:MAX_SERIAL],
            symptom=symptom,
            details=clean_text(self.details),
            accessories=tuple(dict.fromkeys(filter(None, words)))[:MAX_ACCESSORIES],
            condition=clean_line(self.condition)[:MAX_CONDITION],
            phone=phone_contact(self.phone).value if self.phone.strip() else "",
            seconds_taken=_bounded(self.seconds_taken),
        )

    def with_files(self, files: tuple[KeptFile, ...]) -> "HandedIn":
        """The same with what was photographed."""
        return replace(self, files=files)

    @property
    def subject(self) -> str:
        """What the ticket is about, in one line."""
        return f"{self.thing}: {self.symptom}"

    @property
    def body(self) -> str:
        """Everything the customer handed over and said; they read it at home."""
        return "\n".join(filter(None, self._lines()))

    def _lines(self) -> list[str]:
        state = ". ".join(filter(None, (self._casing(), self.condition)))
        with_it = ", ".join(self.accessories)
        return [
            _("Lỗi: %(symptom)s") % {"symptom": self.symptom},
            self.details,
            _("Số máy: %(serial)s") % {"serial": self.serial} if self.serial else "",
            _("Tình trạng lúc nhận: %(state)s") % {"state": state} if state else "",
            _("Kèm theo: %(things)s") % {"things": with_it} if with_it else "",
        ]

    def _casing(self) -> str:
        return str(self.casing.label) if self.casing else ""


def _bounded(seconds: int | None) -> int | None:
    """Whoever leaves the form open over night did not need that long."""
    return seconds if seconds is not None and 0 <= seconds <= MAX_SECONDS else None
