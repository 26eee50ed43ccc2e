"""Telling us that a thing is broken: which thing, what its cover says today, what is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.looks import icon_of
from catalog.models import Unit
from foundation.accounts.models import User
from portal.claim_faces import ClaimFace, claim_face
from portal.products_pages import CoveredUnit, covered_unit
from warranty.fault_codes import code_word
from warranty.models import Claim

UNITS_TO_CHOOSE = 50
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim of the thing that still goes on."""

    claim: Claim

    @property
    def symptom(self) -> str:
        """What it is about."""
        return code_word(self.claim.symptom)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the customer's list."""

    claim: Claim

    @property
    def face(self) -> ClaimFace:
        """How it stands, in a word."""
        return claim_face(self.claim)

    @property
    def symptom(self) -> str:
        """What it is about."""
        return code_word(self.claim.symptom)

    @property
    def icon(self) -> str:
        """The drawing of its thing."""
        return icon_of(self.claim.unit)


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Some claims, and where the next ones go on."""

    rows: Sequence[ClaimRow]
    following: int | None


@dataclass(frozen=True, slots=True)
class FaultPage:
    """The form around one thing."""

    covered: CoveredUnit
    open_claims: Sequence[OpenClaim]

    @property
    def unit(self) -> Unit:
        """What is broken."""
        return self.covered.unit

    @property
    def says(self) -> list[str]:
        """What the cover of today comes to for whoever has to decide, in plain sentences."""
        face = self.covered.face
        if face.is_covered:
            return self._covered()
        if face.state == "ended":
            return [*self._parts_left(), _asked_first(), _nothing_lost()]
        return [
            _("Chúng tôi xem lại bảo hành của máy khi nhận và trả lời bạn tại đây."),
            _asked_first(),
        ]

    def _covered(self) -> list[str]:
        whole = [one for one in self.covered.lines if one.line.component_id is None]
        words = []
        if whole:
            costs = whole[0].costs[:1].lower() + whole[0].costs[1:]
            words.append(
                _("Lỗi của máy được bảo hành chi trả: %(costs)s.") % {"costs": costs}
            )
        return [
            *words,
            _("Gửi máy đi và nhận máy về cho việc bảo hành không mất tiền."),
            _(
                "Lỗi không thuộc bảo hành, như rơi vỡ hay vào nước: chúng tôi báo giá trước, "
                "bạn đồng ý mới sửa."
            ),
        ]

    def _parts_left(self) -> list[str]:
        return [
            _("%(part)s còn bảo hành %(until)s.")
            % {"part": line.name, "until": line.words}
            for line in self.covered.lines
            if line.is_live
        ]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A thing to choose, before anything is told."""

    unit: Unit

    @property
    def icon(self) -> str:
        """Its drawing."""
        return icon_of(self.unit)


def fault_page(unit: Unit, user: User, at: datetime) -> FaultPage:
    """The form's surroundings for a thing of the customer's own."""
    return FaultPage(covered_unit(unit, at), open_claims(unit, user))


def open_claims(unit: Unit, user: User) -> list[OpenClaim]:
    """What goes on about a thing already, as far as it is the reader's own."""
    found = Claim.objects.visible_to(user).open().filter(unit=unit)
    rows = found.select_related("symptom", "ticket__customer")
    return [OpenClaim(claim) for claim in rows]


def faces_among(units: Collection[Unit], user: User) -> dict[int, ClaimFace]:
    """How the open claims of some things stand, by the thing; the oldest says it."""
    mine = Claim.objects.visible_to(user).open().filter(unit__in=units)
    return {claim.unit_id: claim_face(claim) for claim in mine.order_by("-id")}


def own_claims(user: User, before: int | None) -> ClaimList:
    """A page of the customer's claims, newest first."""
    mine = Claim.objects.visible_to(user)
    if before:
        mine = mine.filter(pk__lt=before)
    rows = mine.select_related("symptom", "unit__product", "ticket__customer")
    found = list(rows.order_by("-id")[: PAGE_SIZE + 1])
    following = found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None
    return ClaimList([ClaimRow(claim) for claim in found[:PAGE_SIZE]], following)


def units_to_choose(user: User) -> list[UnitRow]:
    """The customer's things, what we learnt of last first."""
    mine = Unit.objects.visible_to(user).select_related("product")
    return [UnitRow(unit) for unit in mine.order_by("-id")[:UNITS_TO_CHOOSE]]


def _asked_first() -> str:
    return _("Việc phải trả tiền có báo giá trước, bạn đồng ý chúng tôi mới làm.")


def _nothing_lost() -> str:
    return _("Không đồng ý giá, bạn nhận lại máy và không mất tiền.")
