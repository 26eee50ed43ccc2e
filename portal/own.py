"""What a signed-in customer has: their first page, their cases, their things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, ngettext

from catalog.looks import icon_of
from catalog.models import Unit
from customers.enums import Salutation
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.formats import vndate
from foundation.core.text import given_name
from portal.cases import CaseCard, case_card
from portal.claim_faces import ClaimFace
from portal.claim_pages import faces_among
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket
from warranty.cover_words import Face
from warranty.lookups import face_of
from warranty.queries import covers_of, disputed_among

PAGE_SIZE = 20
CASES_ON_HOME = 4
UNITS_ON_HOME = 6
UNFINISHED = [TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.WAITING]


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A thing the customer has, with its cover."""

    unit: Unit
    face: Face
    # How its open repair stands, if there is one.
    claim: ClaimFace | None = None

    @property
    def icon(self) -> str:
        """Its drawing."""
        return icon_of(self.unit)

    @property
    def until(self) -> str:
        """The day that counts about its cover; of a thing without one, when it was bought."""
        if self.face.ends_on is None or not self.has_bar:
            return self._bought
        day = {"day": vndate(self.face.ends_on)}
        if self.face.state in {"live", "ending"}:
            return _("tới %(day)s") % day
        if self.face.state == "ended":
            return vndate(self.face.ends_on)
        return _("hạn %(day)s") % day

    @property
    def has_bar(self) -> bool:
        """Whether its time still means anything: not where it was refused or handed on."""
        is_gone = self.face.state in {"voided", "superseded"}
        return self.face.ends_on is not None and not is_gone

    @property
    def _bought(self) -> str:
        line = self.unit.purchase_line
        if line is None:
            return _("Chưa rõ ngày mua")
        return _("Mua ngày %(day)s") % {"day": vndate(line.purchase.purchased_at)}

    @property
    def bar_tone(self) -> str:
        """How the bar of its time is coloured."""
        return "off" if self.face.tone == "neutral" else self.face.tone


@dataclass(frozen=True, slots=True)
class HomePage:
    """The signed-in customer's first page."""

    customer: Customer
    n_open: int
    case: CaseCard | None
    others: Sequence[Ticket]
    units: Sequence[OwnUnit]
    n_units: int

    @property
    def greeting(self) -> str:
        """Title and given name where we know the title, else "bạn"."""
        if not self.customer.salutation:
            return _("bạn")
        title = Salutation(self.customer.salutation).label
        return f"{title} {given_name(self.customer.name)}"

    @property
    def summary(self) -> str:
        """How much is going on, in one sentence."""
        if not self.n_open or self.case is None:
            return _("Không có yêu cầu nào đang mở.")
        if self.case.ticket.wait_reason == WaitReason.CUSTOMER:
            return _("Có một yêu cầu đang chờ bạn trả lời.")
        if self.n_open == 1:
            return _("Một yêu cầu đang được xử lý.")
        words = ngettext(
            "%(n)s yêu cầu đang được xử lý.",
            "%(n)s yêu cầu đang được xử lý.",
            self.n_open,
        )
        return words % {"n": self.n_open}


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the next ones go on."""

    rows: Sequence[Ticket] | Sequence[OwnUnit]
    following: int | None


def home_page(customer: Customer, user: User, at: datetime) -> HomePage:
    """What needs attention first: the open case, then others, then the things."""
    tickets = Ticket.objects.visible_to(user)
    alone = tickets.filter(merged_into=None).select_related("unit__product")
    found = list(
        alone.order_by(_first_things_first(), "-last_message_at")[:CASES_ON_HOME]
    )
    top = found[0] if found and found[0].status in UNFINISHED else None
    return HomePage(
        customer=customer,
        n_open=tickets.unfinished().count(),
        case=case_card(top, at) if top else None,
        others=[ticket for ticket in found if ticket is not top],
        units=_shown(list(_newest(user)[:UNITS_ON_HOME]), user, at),
        n_units=Unit.objects.visible_to(user).count(),
    )


def own_tickets(user: User, before: int | None) -> Page:
    """A page of the customer's cases, newest first."""
    tickets = Ticket.objects.visible_to(user).select_related(
        "unit__product", "merged_into"
    )
    if before:
        tickets = tickets.filter(pk__lt=before)
    found = list(tickets.order_by("-id")[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], _after(found))


def own_units(user: User, before: int | None, at: datetime) -> Page:
    """A page of what the customer owns, what we learnt of last first."""
    units = _newest(user)
    if before:
        units = units.filter(pk__lt=before)
    found = list(units[: PAGE_SIZE + 1])
    return Page(_shown(found[:PAGE_SIZE], user, at), _after(found))


def _newest(user: User) -> QuerySet[Unit]:
    known = Unit.objects.visible_to(user)
    return known.select_related("product", "purchase_line__purchase").order_by("-id")


def _shown(units: Sequence[Unit], user: User, at: datetime) -> list[OwnUnit]:
    covers, doubted = covers_of(units), disputed_among(units)
    repairs, today = faces_among(units, user), localdate(at)
    return [
        OwnUnit(
            unit,
            face_of(unit, covers.get(unit.pk), today, is_disputed=unit.pk in doubted),
            repairs.get(unit.pk),
        )
        for unit in units
    ]


def _after(found: Sequence[Ticket] | Sequence[Unit]) -> int | None:
    return found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None


def _first_things_first() -> Case:
    """Cases that wait for the customer, then open ones, then the finished."""
    return Case(
        When(wait_reason=WaitReason.CUSTOMER, then=Value(0)),
        When(status__in=UNFINISHED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
