"""What is written to customers about their claims."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _, override

from customers.queries import recipient_of
from foundation.core.formats import vndate, vndatetime
from foundation.core.money import format_dong
from foundation.core.refs import ref
from foundation.notifications.actions import queue_message
from foundation.notifications.labels import register
from foundation.payments.queries import balance_of
from warranty.claim_enums import ClaimStatus
from warranty.claim_links import claim_path, quote_path
from warranty.models import Claim, RepairQuote

register("repair-quote", _("Báo giá sửa chữa"))
register("claim-promised", _("Báo ngày hẹn"))
register("claim-ready", _("Báo máy sẵn sàng, mã nhận máy"))
register("claim-rejected", _("Báo từ chối bảo hành"))
register("appeal-decided", _("Trả lời khiếu nại"))
register("claim-entitlement", _("Báo quyền đổi máy, hoàn tiền"))
register("claim-goes-on", _("Xác nhận sửa tiếp"))
register("claim-replacing", _("Báo đổi máy"))
register("claim-refunding", _("Báo hoàn tiền"))
register("part-eta", _("Báo ngày linh kiện về"))


def send_quote_letter(quote: RepairQuote, code: str) -> None:
    """What it would cost them, with the link to answer and the code to say on the phone."""
    claim = quote.claim
    to = recipient_of(claim.ticket.customer)
    with override(to.locale):
        until = vndate(quote.valid_until)
    queue_message(
        "repair-quote",
        to=to,
        about=ref(claim.ticket),
        dedupe_key=f"repair-quote:{quote.pk}",
        context={
            **thing_words(claim),
            "total": format_dong(quote.customer_total),
            "until": until,
            "code": code,
            "link": settings.BASE_URL + quote_path(quote),
        },
        is_secret=True,
    )


def send_promise_letter(claim: Claim, *, note: str = "") -> None:
    """The day that was promised, or another one and why; as often as it is named."""
    is_visit = claim.status == ClaimStatus.VISIT_BOOKED
    is_moved = bool(note) and not is_visit
    first = vndate(claim.first_promised_at)
    queue_message(
        "claim-promised",
        to=recipient_of(claim.ticket.customer),
        about=ref(claim.ticket),
        dedupe_key=f"claim-promised:{claim.pk}:{claim.n_steps}",
        context={
            **thing_words(claim),
            "what": "moved" if is_moved else "visit" if is_visit else "received",
            "day": vndatetime(claim.promised_at),
            "first": first if is_moved and claim.is_covered else "",
            "note": note,
            "link": settings.BASE_URL + claim_path(claim),
        },
    )


def send_ready_letter(claim: Claim, code: str) -> None:
    """It can be fetched: where, for how much, and the code that proves whose it is."""
    point = claim.service_point
    owed = balance_of(ref(claim)).owed_in
    queue_message(
        "claim-ready",
        to=recipient_of(claim.ticket.customer),
        about=ref(claim.ticket),
        dedupe_key=f"claim-ready:{claim.pk}:{claim.n_steps}",
        context={
            **thing_words(claim),
            "code": code,
            "total": format_dong(owed) if owed else "",
            "has_loaner": bool(claim.loaners_out),
            "place": f"{point.name}, {point.address}" if point else "",
            "link": settings.BASE_URL + claim_path(claim),
        },
        is_secret=True,
    )


def thing_words(claim: Claim) -> dict[str, str]:
    """What it is about: the thing that the customer gets, where another is given."""
    unit = claim.replacement or claim.unit
    return {
        "number": claim.number,
        "product": unit.product.name,
        "serial": unit.serial,
    }
