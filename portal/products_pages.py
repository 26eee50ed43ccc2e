"""One thing of a customer's: its cover, its cases, what is called back, who gets it next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from catalog.enums import Whereabouts
from catalog.looks import icon_of
from catalog.models import Purchase, Recall, Unit
from foundation.accounts.models import User
from tickets.models import Ticket
from warranty.cover_story import Milestone, roll_words, story_of
from warranty.cover_words import Face, LineFace, line_faces
from warranty.enums import TransferState
from warranty.keys import qr_path, unit_key
from warranty.lookups import CERTIFIED, face_of
from warranty.models import CoverageEvent, Transfer, UnitCover
from warranty.queries import cover_of, has_open_review
from warranty.rest import rest_now

CASES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class CoveredUnit:
    """A thing with its cover in words, as page and receipt show it."""

    unit: Unit
    cover: UnitCover | None
    face: Face
    lines: Sequence[LineFace]

    @property
    def icon(self) -> str:
        """Its drawing."""
        return icon_of(self.unit)

    @property
    def activated_on(self) -> date | None:
        """The day from which its cover was switched on, if somebody did."""
        return self.cover.activated_on if self.cover else None

    @property
    def check_path(self) -> str:
        """The public half of its page, as its label opens it."""
        return qr_path(self.unit.serial)

    @property
    def certificate_path(self) -> str:
        """Its certificate, as a file to keep or print."""
        page = reverse("portal:certificate", args=[self.unit.serial])
        return f"{page}?key={unit_key(self.unit.serial)}"

    @property
    def has_certificate(self) -> bool:
        """Whether there is something to certify, be it one part of the thing."""
        is_partly = self.face.state == "ended" and any(
            line.is_live for line in self.lines
        )
        return is_partly or self.face.state in CERTIFIED

    @property
    def has_bar(self) -> bool:
        """Whether a share of its time can be drawn."""
        return self.face.state in CERTIFIED | {"ended"}

    @property
    def policy_path(self) -> str:
        """The published words that the cover follows."""
        version = self.face.version
        if version is None:
            return ""
        known = [version.policy.code, version.number]
        return reverse("portal:policy_version", args=known)

    @property
    def policy_name(self) -> str:
        """How they are called, in the reader's tongue."""
        version = self.face.version
        return version.policy.title if version else ""

    @property
    def can_activate(self) -> bool:
        """Whether switching it on would still move its days."""
        return self.face.state == "pending"

    @property
    def takes_activation(self) -> bool:
        """The same, or whether it would still tell us whose it is."""
        if self.can_activate or self.face.state == "none":
            return True
        is_nobodys = self.unit.owner_id is None and self.activated_on is None
        return is_nobodys and self.face.is_covered


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What its owner sees of a thing."""

    covered: CoveredUnit
    cases: Sequence[Ticket]
    recalls: Sequence[Recall]
    offer: Transfer | None
    story: Sequence[Milestone]
    # Why the last day is not the one that was counted, or empty.
    roll: str

    @property
    def can_give(self) -> bool:
        """Whether it can go to a new owner: not under a number that is good for nothing."""
        return self.covered.unit.whereabouts != Whereabouts.BLOCKED

    @property
    def purchase(self) -> Purchase | None:
        """Its receipt, where we know it and it is the owner's own."""
        unit = self.covered.unit
        if unit.purchase_line is None or unit.owner is None:
            return None
        purchase = unit.purchase_line.purchase
        return purchase if purchase.customer.living == unit.owner.living else None


def covered_unit(unit: Unit, at: datetime) -> CoveredUnit:
    """A thing with its cover of today."""
    cover, today = cover_of(unit), localdate(at)
    face = face_of(unit, cover, today, is_disputed=has_open_review(unit))
    lines = line_faces(cover, today) if cover else []
    return CoveredUnit(unit, cover, face, lines)


def product_page(unit: Unit, user: User, at: datetime) -> ProductPage:
    """Everything about a thing that its owner may know."""
    cases = Ticket.objects.visible_to(user).filter(unit=unit, merged_into=None)
    covered = covered_unit(unit, at)
    story, roll = _story(covered, user)
    return ProductPage(
        covered=covered,
        cases=list(cases.order_by("-id")[:CASES_SHOWN]),
        recalls=list(Recall.objects.of_unit(unit)),
        offer=open_offer(unit, user, at),
        story=story,
        roll=roll,
    )


def _story(covered: CoveredUnit, user: User) -> tuple[list[Milestone], str]:
    """What made the cover what it is; nothing of a number that is good for nothing."""
    if covered.cover is None or covered.face.version is None:
        return [], ""
    rest = rest_now()
    known = CoverageEvent.objects.visible_to(user).filter(unit=covered.unit)
    events = list(known.order_by("number"))
    roll = roll_words(covered.cover, rest) if covered.has_certificate else ""
    return story_of(events, covered.cover, rest), roll


def open_offer(unit: Unit, user: User, at: datetime) -> Transfer | None:
    """The hand-over that waits for whoever brings its code."""
    offers = Transfer.objects.visible_to(user).filter(
        unit=unit, state=TransferState.OFFERED, expires_at__gt=at
    )
    found: Transfer | None = offers.first()
    return found
