"""What the pages about odd things and activations show, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _, ngettext

from catalog.enums import BlockReason
from catalog.looks import icon_of
from foundation.accounts.models import User
from foundation.events.pages import IdPage, id_page
from warranty.enums import ActivationChannel, ReviewKind, ReviewState
from warranty.models import Activation, Review

PLACES = ("before", "after")  # where in a list; another list begins at its top
COUNTED = 1000  # "1.000+" says as much as a count of everything


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list, and the address that does."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Something odd, in words."""

    review: Review
    icon: str
    what: str
    tone: str


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """Reviews of one state, narrowed to a kind."""

    page: IdPage[Review]
    rows: list[ReviewRow]
    kinds: list[Choice]
    is_decided: bool
    n_open: int


@dataclass(frozen=True, slots=True)
class ActivationsPage:
    """Attempts to switch covers on, the newest first."""

    page: IdPage[Activation]
    channels: list[Choice]
    again: Choice


def reviews_page(user: User, query: Mapping[str, str]) -> ReviewsPage:
    """Open reviews, or with `?state=decided` the others, of the `?kind=` asked for."""
    seen = Review.objects.visible_to(user)
    is_decided = query.get("state") == "decided"
    rows = seen.exclude(state=ReviewState.OPEN) if is_decided else seen.open()
    kind = query.get("kind", "")
    if kind in ReviewKind.values:
        rows = rows.filter(kind=kind)
    named = rows.select_related("unit__product", "unit__owner", "decided_by")
    page = id_page(named, query)
    return ReviewsPage(
        page=page,
        rows=[_row(review) for review in page.rows],
        kinds=_choices(query, "kind", dict(ReviewKind.choices), kind),
        is_decided=is_decided,
        n_open=seen.open()[:COUNTED].count(),
    )


def activations_page(user: User, query: Mapping[str, str]) -> ActivationsPage:
    """Activations, of the `?channel=` asked for; `?again=1` those that did not count."""
    rows = Activation.objects.visible_to(user)
    channel, is_again = query.get("channel", ""), query.get("again") == "1"
    if channel in ActivationChannel.values:
        rows = rows.filter(channel=channel)
    if is_again:
        rows = rows.filter(is_first=False)
    named = rows.select_related("unit__product", "customer", "by")
    return ActivationsPage(
        page=id_page(named, query),
        channels=_choices(query, "channel", dict(ActivationChannel.choices), channel),
        again=_again(query, is_current=is_again),
    )


def what_is_odd(review: Review) -> str:
    """What was noticed, with the number that shows it."""
    kind, data = ReviewKind(review.kind), review.data
    n = int(data.get("days") or data.get("n_units") or 0)
    if kind == ReviewKind.LATE_ACTIVATION:
        words = ngettext(
            "Kích hoạt %(n)s ngày sau ngày sản xuất.",
            "Kích hoạt %(n)s ngày sau ngày sản xuất.",
            n,
        )
        return words % {"n": n}
    if kind == ReviewKind.MANY_BY_PHONE:
        words = ngettext(
            "Một số điện thoại đã kích hoạt %(n)s máy.",
            "Một số điện thoại đã kích hoạt %(n)s máy.",
            n,
        )
        return words % {"n": n}
    if kind == ReviewKind.EARLY_CLAIM:
        words = ngettext(
            "Báo hỏng %(n)s ngày sau kích hoạt, dù mua đã lâu.",
            "Báo hỏng %(n)s ngày sau kích hoạt, dù mua đã lâu.",
            n,
        )
        return words % {"n": n}
    if "purchase_id" in data:
        return _("Máy đứng tên người khác với người mua trên hóa đơn.")
    return _plainly(kind, str(data.get("reason", "")))


def _plainly(kind: ReviewKind, reason: str) -> str:
    if kind == ReviewKind.BLOCKED_SERIAL:
        label = dict(BlockReason.choices).get(reason, _("không rõ lý do"))
        return _("Có người kích hoạt số máy đã khóa: %(reason)s.") % {"reason": label}
    return {
        ReviewKind.SECOND_ACTIVATION: _(
            "Người khác kích hoạt lại máy đã kích hoạt. Lần sau không được tính."
        ),
        ReviewKind.MISMATCHED_PART: _("Linh kiện mang tới khác số đã ghi cho máy này."),
        ReviewKind.OTHER_OWNER: _("Người kích hoạt không phải người mua trên hóa đơn."),
    }[kind]


def _row(review: Review) -> ReviewRow:
    tones = {ReviewState.OPEN: "warn", ReviewState.UPHELD: "bad"}
    return ReviewRow(
        review=review,
        icon=icon_of(review.unit),
        what=what_is_odd(review),
        tone=tones.get(ReviewState(review.state), "ok"),
    )


def _again(query: Mapping[str, str], *, is_current: bool) -> Choice:
    """Those that did not count, within what is narrowed already; pressed again, all."""
    kept = {key: query[key] for key in query if key not in {"again", *PLACES}}
    url = "?" + urlencode(kept if is_current else {**kept, "again": 1})
    return Choice(_("Lần không tính"), url, is_current)


def _choices(
    query: Mapping[str, str], name: str, labels: Mapping[str, object], chosen: str
) -> list[Choice]:
    """All, then each, with what else narrows the list kept in the address."""
    kept = {key: query[key] for key in query if key not in {name, *PLACES}}
    choices = [Choice(_("Tất cả"), "?" + urlencode(kept), chosen not in labels)]
    return choices + [
        Choice(str(label), "?" + urlencode({**kept, name: value}), value == chosen)
        for value, label in labels.items()
    ]
