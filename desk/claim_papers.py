"""What the paper of a thing says of its claim: the number, what it costs, the loaner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.core.money import format_dong
from tickets.models import Ticket
from warranty.claim_enums import LoanerAnswer
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class PaperClaim:
    """The claim as the customer takes it home in writing."""

    number: str
    costs: str
    loaner: str


def paper_claim(claim: Claim) -> PaperClaim:
    """In the language that is spoken now."""
    return PaperClaim(claim.number, _costs(claim), _loaner(claim))


def claim_on_paper(ticket: Ticket) -> PaperClaim | None:
    """Of the claim that a thing was taken in for; None without one."""
    found = Claim.objects.filter(ticket=ticket).exclude(received_at=None)
    claim = found.order_by("-id").first() if ticket.unit_id else None
    return paper_claim(claim) if claim else None


def preview_claim() -> PaperClaim:
    """The same before anything is taken in."""
    return PaperClaim("", _asked_first(), "")


def _costs(claim: Claim) -> str:
    if claim.accepted_total:
        sums = {"sum": format_dong(claim.accepted_total)}
        return _("%(sum)s, khách đã đồng ý. Phát sinh chỉ làm khi khách đồng ý") % sums
    if claim.verdict == "in":
        return _("0 ₫. Phát sinh chỉ làm khi khách đồng ý")
    return _asked_first()


def _asked_first() -> str:
    return _("Báo giá trước, chỉ làm khi khách đồng ý")


def _loaner(claim: Claim) -> str:
    if claim.loaner_answer == LoanerAnswer.LENT:
        return _("Đã cho mượn máy")
    if claim.loaner_answer == LoanerAnswer.REFUSED:
        return _("Khách không cần")
    return claim.loaner_note
