"""A way to reach somebody, as a value: what people type in, what the tables hold."""

from dataclasses import dataclass

from customers.enums import ContactKind
from customers.errors import NoContactError
from foundation.core import emails, formats, phones
from foundation.core.errors import DomainError

EMAIL_HEAD = 2  # letters of an address that stay readable: enough for the owner


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number in E.164 or an e-mail address in lower case."""

    kind: ContactKind
    value: str

    @property
    def masked(self) -> str:
        """Recognisable to the owner, useless to a reader over the shoulder."""
        if self.kind == ContactKind.PHONE:
            return formats.phone_masked(self.value)
        local, _at, domain = self.value.partition("@")
        return f"{local[:EMAIL_HEAD]}···@{domain}"


def read_contact(raw: str) -> Contact:
    """What somebody typed into "phone or e-mail": an address if it has an @."""
    return email_contact(raw) if "@" in raw else phone_contact(raw)


def phone_contact(raw: str) -> Contact:
    """A telephone number, or PhoneError."""
    try:
        return Contact(ContactKind.PHONE, phones.parse_phone(raw))
    except DomainError as error:
        error.field = "phone"
        raise


def email_contact(raw: str) -> Contact:
    """An e-mail address, or EmailError. Nobody tells Ha@thu.example from ha@thu.example."""
    try:
        return Contact(ContactKind.EMAIL, emails.parse_email(raw).lower())
    except DomainError as error:
        error.field = "email"
        raise


def given_contacts(phone: str = "", email: str = "") -> list[Contact]:
    """The ways that were given, telephone first; NoContactError without any."""
    found = [phone_contact(phone)] if phone.strip() else []
    if email.strip():
        found.append(email_contact(email))
    if not found:
        raise NoContactError
    return found
