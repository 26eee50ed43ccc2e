"""What the paper of a reception says of the cover: the last day, and by which words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from desk.cover_cards import CoverCard, cover_card
from foundation.core.formats import vndate
from foundation.policies.models import PolicyVersion
from tickets.models import Ticket
from warranty.cover_words import cost_words
from warranty.enums import CostClass
from warranty.models import Judgement
from warranty.queries import judgement_of
from warranty.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class PaperCover:
    """The cover as the customer takes it home in writing."""

    headline: str
    costs: str
    version: PolicyVersion
    ends_on: date | None


def paper_cover(ticket: Ticket, at: datetime) -> PaperCover | None:
    """As the case was judged; of one that was not, as the cover stands. None without."""
    judgement = judgement_of(ticket) if ticket.unit_id else None
    if judgement is None:
        return preview_cover(cover_card(ticket.unit, localdate(at)))
    if judgement.version is None:
        return None
    return PaperCover(
        headline=_headline(judgement),
        costs=_costs(judgement),
        version=judgement.version,
        ends_on=judgement.ends_on,
    )


def preview_cover(card: CoverCard | None) -> PaperCover | None:
    """The same before anything is taken in."""
    if card is None or card.face.version is None:
        return None
    return PaperCover(
        card.face.headline, card.costs.lower(), card.face.version, card.face.ends_on
    )


def _headline(judgement: Judgement) -> str:
    end = judgement.ends_on
    day = {"day": vndate(end)} if end else {}
    if judgement.outcome == Outcome.GREY:
        words = _("Đang được xem xét, hạn ghi nhận %(day)s")
        return words % day if day else _("Đang được xem xét")
    if end and end < judgement.on:
        return _("Đã hết hạn ngày %(day)s, có báo giá trước khi sửa") % day
    if judgement.outcome == Outcome.OUT or not day:
        return _("Không được bảo hành, có báo giá trước khi sửa")
    return _("Trong hạn tới %(day)s") % day


def _costs(judgement: Judgement) -> str:
    """Linh kiện và công: what was to be paid of the thing as a whole."""
    if judgement.outcome != Outcome.IN:
        return ""
    paid = {
        line["cost"]: line["percent"]
        for line in judgement.lines
        if line["component"] is None
    }
    return cost_words(*(paid.get(cost.value, 0) for cost in CostClass)).lower()
