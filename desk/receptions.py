"""The paper of a reception: everything that stands on it, ready to be written out."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.profiles import DEFAULT_LOCALE
from desk.claim_papers import PaperClaim, claim_on_paper
from desk.cover_cards import CoverCard
from desk.cover_papers import PaperCover, paper_cover, preview_cover
from desk.days import day_of
from foundation.accounts.models import User
from foundation.calendars.enums import Weekday
from foundation.core import formats
from intake.drawings import Drawing, barcode_of, qr_of
from intake.enums import KeepInformed
from intake.models import Reception
from intake.receptions import HandedIn
from tickets.links import tracking_path


@dataclass(frozen=True, slots=True)
class Paper:
    """What the customer takes home; without a number it is a preview."""

    called: str
    name: str
    thing: str
    serial: str
    state: str
    promised_at: datetime | None
    phone: str
    inform_by: str
    taken_by: str
    taken_at: datetime
    # It speaks the language of whoever takes it home.
    locale: str
    # Until when it is covered, and by which version.
    cover: PaperCover | None = None
    # What it is repaired under.
    claim: PaperClaim | None = None
    store: str = ""
    number: str = ""
    qr: Drawing | None = None
    barcode: Drawing | None = None
    n_printed: int = 0

    @property
    def promised_day(self) -> str:
        """Thứ Tư, 25/11/2026."""
        if self.promised_at is None:
            return ""
        day = timezone.localtime(self.promised_at).date()
        with translation.override(self.locale):
            return f"{Weekday(day.weekday()).label}, {formats.vndate(day)}"

    @property
    def promised_time(self) -> str:
        """17:30."""
        if self.promised_at is None:
            return ""
        return f"{timezone.localtime(self.promised_at):%H:%M}"


def paper_of(reception: Reception) -> Paper:
    """The paper of a thing that was taken in."""
    with translation.override(reception.ticket.customer.locale):
        return _paper_of(reception)


def _paper_of(reception: Reception) -> Paper:
    ticket = reception.ticket
    customer = ticket.customer
    return Paper(
        called=called_of(customer),
        name=customer.name,
        thing=reception.thing,
        serial=reception.serial,
        state=_state(
            reception.symptom,
            str(reception.get_casing_display()),
            reception.condition,
            reception.accessories,
        ),
        promised_at=reception.promised_at,
        phone=formats.phone(reception.phone or customer.phone),
        inform_by=str(reception.get_inform_by_display()),
        taken_by=reception.taken_by.name,
        taken_at=reception.created_at,
        locale=customer.locale,
        cover=paper_cover(ticket, reception.created_at),
        claim=claim_on_paper(ticket),
        store=reception.store,
        number=ticket.number,
        qr=qr_of(settings.BASE_URL + tracking_path(ticket)),
        barcode=barcode_of(ticket.number),
        n_printed=reception.n_printed,
    )


def preview_of(
    handed: HandedIn,
    *,
    customer: Customer | None,
    name: str,
    staff: User,
    at: datetime,
    cover: CoverCard | None = None,
) -> Paper:
    """The same while it is being typed."""
    locale = customer.locale if customer else DEFAULT_LOCALE
    with translation.override(locale):
        paper = _preview_of(handed, customer, name, staff, at)
        return replace(paper, cover=preview_cover(cover))


def _preview_of(
    handed: HandedIn, customer: Customer | None, name: str, staff: User, at: datetime
) -> Paper:
    product = handed.unit.product.name if handed.unit else handed.thing
    casing = str(handed.casing.label) if handed.casing else ""
    own = customer.phone if customer else ""
    return Paper(
        called=called_of(customer) if customer else name,
        name=customer.name if customer else name,
        thing=product,
        serial=handed.unit.serial if handed.unit else handed.serial,
        state=_state(handed.symptom, casing, handed.condition, handed.accessories),
        promised_at=handed.promised_at,
        phone=formats.phone(handed.phone or own),
        inform_by=str(KeepInformed(handed.inform_by).label),
        taken_by=staff.name,
        taken_at=at,
        locale=customer.locale if customer else DEFAULT_LOCALE,
        store=staff.team.name if staff.team else "",
    )


def day_asked(raw: str, at: datetime) -> date:
    """The day of `?day=`, today where it names none."""
    return day_of(raw) or timezone.localdate(at)


def receptions_on(day: date, user: User) -> list[Reception]:
    """What was taken in that day, latest first, with what the list calls by name."""
    zone = timezone.get_current_timezone()
    begins = datetime.combine(day, time(), tzinfo=zone)
    ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    found = Reception.objects.visible_to(user).filter(
        created_at__gte=begins, created_at__lt=ends
    )
    return list(found.select_related("ticket__customer", "taken_by")[:200])


def called_of(customer: Customer) -> str:
    """chị Đoàn Thị Kim Oanh."""
    title = customer.get_salutation_display() if customer.salutation else ""
    return f"{title} {customer.name}".strip()


def _state(symptom: str, casing: str, condition: str, things: object) -> str:
    words = [str(word) for word in things] if isinstance(things, (list, tuple)) else []
    with_it = _("Kèm %(things)s") % {"things": ", ".join(words)} if words else ""
    shell = _("Vỏ %(casing)s") % {"casing": casing.lower()} if casing else ""
    return ". ".join(filter(None, (symptom, shell, condition, with_it)))
