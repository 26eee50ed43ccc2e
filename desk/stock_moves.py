"""What moved a part, as its page tells it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.actor import ActorKind
from foundation.core.refs import Ref
from foundation.core.tones import Look
from foundation.events.pages import IdPage, id_page
from foundation.events.things import Thing, find_things
from parts.enums import MoveReason
from parts.models import Part, StockMove

LOOKS = {
    MoveReason.RECEIVED: ("package-plus", "ok"),
    MoveReason.CONSUMED: ("wrench", "info"),
    MoveReason.REMOVED: ("package-open", ""),
    MoveReason.MOVED: ("arrow-left-right", ""),
    MoveReason.COUNTED: ("clipboard-list", "warn"),
    MoveReason.SCRAPPED: ("trash-2", "bad"),
    MoveReason.SENT_BACK: ("undo-2", "warn"),
    MoveReason.RECYCLED: ("recycle", ""),
}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move: how many went from where to where, for what, by whom."""

    move: StockMove
    look: Look
    sign: str
    way: str
    subject: Thing | None
    who: str


def moves_of(
    part: Part, query: Mapping[str, str]
) -> tuple[IdPage[StockMove], list[MoveRow]]:
    """One page of the moves of a part, the newest first; two queries and their things."""
    rows = StockMove.objects.filter(part=part).select_related(
        "origin", "target", "actor_user"
    )
    known = {name: query[name] for name in query if name in {"before", "after"}}
    page = id_page(rows, known)
    return _at(reverse("desk:stock_part", args=[part.sku]), page), move_rows(page.rows)


def _at(address: str, page: IdPage[StockMove]) -> IdPage[StockMove]:
    """The page with whole addresses: a refused form stands at another one."""
    return replace(
        page,
        newer=page.newer and address + page.newer,
        older=page.older and address + page.older,
    )


def move_rows(moves: Collection[StockMove]) -> list[MoveRow]:
    """The moves in words."""
    things = find_things({_subject(one) for one in moves if one.subject_type})
    return [
        MoveRow(
            move=one,
            look=Look(one.get_reason_display(), *LOOKS[MoveReason(one.reason)]),
            sign=_sign(one),
            way=_way(one),
            subject=things.get(_subject(one)),
            who=_who(one),
        )
        for one in moves
    ]


def _subject(move: StockMove) -> Ref:
    return Ref(move.subject_type, move.subject_id)


def _sign(move: StockMove) -> str:
    if move.origin_id is None:
        return "+"
    return "−" if move.target_id is None else ""


def _way(move: StockMove) -> str:
    """Kho chính → Hàng hỏng (Hỏng)."""
    origin = move.origin.name if move.origin else ""
    target = move.target.name if move.target else ""
    changed = move.condition_after and move.condition_before != move.condition_after
    if target and changed and (origin or move.condition_after != "good"):
        target = f"{target} ({move.get_condition_after_display()})"
    return " → ".join(end for end in (origin, target) if end)


def _who(move: StockMove) -> str:
    if move.actor_user:
        return str(move.actor_user.name)
    if move.actor_kind == ActorKind.SYSTEM:
        return _("Hệ thống")
    return _("Khách hàng")
