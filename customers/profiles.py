"""What a customer is called, as a value; cleaned as it is made."""

from dataclasses import dataclass, fields

from customers.enums import CustomerType, Salutation
from customers.errors import NamelessError
from foundation.core.text import clean_line

MAX_NAME = 160
MAX_CITY = 80
DEFAULT_LOCALE = "vi"


@dataclass(frozen=True, slots=True)
class Profile:
    """Name, form of address, language and place of a customer."""

    name: str
    salutation: str = Salutation.NONE
    city: str = ""
    type: str = CustomerType.PERSON
    locale: str = DEFAULT_LOCALE

    def cleaned(self) -> "Profile":
        """The same without unseen characters and too long words, or NamelessError."""
        name = clean_line(self.name)[:MAX_NAME].rstrip()
        if not any(letter.isalnum() for letter in name):
            raise NamelessError(field="name")
        return Profile(
            name=name,
            salutation=Salutation(self.salutation),
            city=clean_line(self.city)[:MAX_CITY].rstrip(),
            type=CustomerType(self.type),
            locale=self.locale or DEFAULT_LOCALE,
        )


FIELDS = tuple(field.name for field in fields(Profile))
