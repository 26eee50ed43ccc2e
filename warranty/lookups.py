"""What anybody may learn of a unit by its number: product, dates, words. Never a person.

The one way in for the public page, the certificate and the API, so that none of them
forgets to count. Call it outside a transaction: a refusal must not take its count back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from catalog.enums import BlockReason
from catalog.looks import icon_of
from catalog.models import Recall, Unit, UnitQuerySet
from catalog.serials import without_marks
from foundation.core.formats import vndate
from warranty import limits
from warranty.actions.lookups import note_miss
from warranty.cover_words import Face, LineFace, cover_face, line_faces
from warranty.keys import is_key_of, read_qr_path
from warranty.limits import Asker
from warranty.models import Review, UnitCover
from warranty.queries import cover_of

CERTIFIED = frozenset({"live", "ending", "paused"})
# With these there is no end to show: nothing is covered on this number any more.
CLOSED = frozenset({"blocked", "superseded", "voided", "none"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the public half of a unit's page says."""

    unit: Unit
    cover: UnitCover | None
    face: Face
    recalls: Sequence[Recall]
    on: date
    # What was typed is not the number, but reads like it: O for 0, I for 1.
    is_look_alike: bool = False
    # Somebody stands before the device: its own code was read.
    key: str = ""

    @property
    def icon(self) -> str:
        """Its drawing."""
        return icon_of(self.unit)

    @property
    def lines(self) -> list[LineFace]:
        """Every component with its days; none where nothing is covered any more."""
        if self.cover is None or self.face.state in CLOSED:
            return []
        return line_faces(self.cover, self.on)

    @property
    def since(self) -> str:
        """Kích hoạt 12/09/2025, or from when it counts."""
        if self.cover is None or self.face.state in CLOSED | {"pending"}:
            return ""
        if self.cover.activated_on:
            return _("Kích hoạt %(day)s") % {"day": vndate(self.cover.activated_on)}
        return _("Tính từ %(day)s") % {"day": vndate(self.cover.starts_on)}

    @property
    def has_bar(self) -> bool:
        """Whether a share of the time can be drawn."""
        return self.face.state in CERTIFIED | {"ended"}

    @property
    def has_certificate(self) -> bool:
        """Whether there is something to certify, be it one part of the thing."""
        has_ended = self.face.state == "ended"
        is_partly = has_ended and any(line.is_live for line in self.lines)
        return is_partly or self.face.state in CERTIFIED

    @property
    def policy_name(self) -> str:
        """The policy it is judged by, in the reader's tongue."""
        return self.face.version.policy.title if self.face.version else ""

    @property
    def can_activate(self) -> bool:
        """Whether an activation is still owed, or would open the cover."""
        is_new = self.face.state == "none" and self.unit.owner_id is None
        return is_new or self.face.state == "pending"


def look_up(text: str, asker: Asker, *, at: datetime, on: date) -> Answer | None:
    """The unit with this number, in any way of writing it; None where there is none.

    TooManyError beyond the limits. Asks for the unit, its cover, the lines and the
    recalls: four queries beside the counters.
    """
    limits.count_lookup(asker, at=at)
    unit = _units().meant_by(text)
    if unit is None:
        _miss(text, asker, at)
        return None
    is_exact = without_marks(unit.serial) == without_marks(text)
    limits.LOOKUPS.labels("found" if is_exact else "look_alike").inc()
    return _answer(unit, on, is_look_alike=not is_exact)


def open_door(token: str, asker: Asker, *, at: datetime, on: date) -> Answer | None:
    """The unit whose own label was read; None where it is no label of ours.

    A label is counted by its unit. One that was made up is a miss of whoever made it.
    """
    serial, key = read_qr_path(token)
    if not serial or not is_key_of(serial, key):
        limits.count_lookup(asker, at=at)
        _miss(token, asker, at)
        return None
    limits.count_door(serial, at=at)
    unit = _units().filter(serial=serial).first()
    if unit is None:
        return None
    limits.LOOKUPS.labels("label").inc()
    return _answer(unit, on, key=key.strip().upper())


def _miss(text: str, asker: Asker, at: datetime) -> None:
    limits.count_miss(asker, at=at)
    note_miss(text, network=asker.network, at=at)


def _units() -> UnitQuerySet:
    doubts = Review.objects.open().filter(unit=OuterRef("pk"))
    return Unit.objects.select_related("product").annotate(is_disputed=Exists(doubts))


def _answer(
    unit: Unit, on: date, *, is_look_alike: bool = False, key: str = ""
) -> Answer:
    cover = cover_of(unit)
    return Answer(
        unit=unit,
        cover=cover,
        face=_face(unit, cover, on),
        recalls=list(Recall.objects.of_unit(unit)),
        on=on,
        is_look_alike=is_look_alike,
        key=key,
    )


def _face(unit: Unit, cover: UnitCover | None, on: date) -> Face:
    is_disputed: bool = unit.is_disputed  # type: ignore[attr-defined] # annotated above
    face = face_of(unit, cover, on, is_disputed=is_disputed)
    if face.state == "none" and unit.owner_id is None:
        return replace(face, sentence=_new_words())
    return face


def face_of(
    unit: Unit, cover: UnitCover | None, on: date, *, is_disputed: bool
) -> Face:
    """The cover of a unit as those outside see it: of a blocked number only that."""
    is_closed = bool(unit.block_reason) and unit.block_reason != BlockReason.REPLACED
    if is_closed or (unit.block_reason and cover is None):
        return blocked_face()
    return cover_face(cover, on, is_disputed=is_disputed)


def _new_words() -> str:
    return _(
        "Chưa có bảo hành nào được mở cho máy này. "
        "Vừa mua máy, bạn hãy kích hoạt để bắt đầu tính."
    )


def blocked_face() -> Face:
    """A number that is good for nothing any more; why is nobody's business but ours."""
    return Face(
        "blocked",
        word=_("Số máy đã khóa"),
        headline=_("Số máy này đã bị khóa"),
        sentence=_(
            "Không kích hoạt hay bảo hành theo số này được nữa. "
            "Hãy liên hệ với chúng tôi kèm hóa đơn mua hàng."
        ),
    )
