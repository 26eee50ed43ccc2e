"""One case as its customer sees it: where it stands, what was said, what to do now."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from portal.claim_cards import ClaimCard
from portal.claim_rows import claim_cards
from portal.claim_strips import Strip, claim_strip
from portal.promises import Promise, promise_of
from portal.stages import CaseFacts, Stage, stages_of
from tickets.enums import AuthorKind, MessageKind, TicketStatus, WaitReason
from tickets.models import Message, Ticket
from tickets.queries import Entry, conversation_of
from tickets.workflow import REOPEN_WINDOW
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with its stage line and everything its customer may read."""

    ticket: Ticket
    stages: list[Stage]
    entries: list[Entry]
    is_over: bool
    promise: Promise | None
    claims: list[ClaimCard]

    @property
    def icon(self) -> str:
        """The drawing of what the case is about."""
        return icon_of(self.ticket.unit)

    @property
    def has_open_claim(self) -> bool:
        """Whether a repair says where the case stands, in its own stops and days."""
        return any(card.claim.is_open for card in self.claims)

    @property
    def strip(self) -> Strip | None:
        """What the customer should know or do now; an open claim says it itself."""
        if self.has_open_claim and self.ticket.status == TicketStatus.WAITING:
            return None
        return strip_of(self.ticket, is_over=self.is_over)

    @property
    def takes_words(self) -> bool:
        """Whether an answer is written here: not where the case it goes on in is open."""
        return not self.is_over and goes_on_in(self.ticket) is None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """The case that needs attention first, on the home page."""

    ticket: Ticket
    stages: list[Stage]
    answer: Message | None
    promise: Promise | None
    # The repair that goes on in it, if there is one.
    claim: Claim | None = None

    @property
    def icon(self) -> str:
        """The drawing of what the case is about."""
        return icon_of(self.ticket.unit)

    @property
    def strip(self) -> Strip | None:
        """What the customer should know or do now; an open repair says it first."""
        if self.claim is not None and self.ticket.status == TicketStatus.WAITING:
            return claim_strip(self.claim)
        return strip_of(self.ticket)

    @property
    def writer(self) -> str:
        """Who of us spoke last."""
        user = self.answer.author_user if self.answer else None
        return user.name if user else ""

    @property
    def writer_called(self) -> str:
        """The same by the two names people use."""
        return " ".join(self.writer.split()[-2:])


def case_page(ticket: Ticket, at: datetime, *, by_link: bool = False) -> CasePage:
    """A case for its page; by its link, files open by the link too."""
    return CasePage(
        ticket=ticket,
        stages=stages_of(CaseFacts.of(ticket), at),
        entries=conversation_of(ticket, for_customer=True, by_link=by_link),
        is_over=is_over(ticket, at),
        promise=None if ticket.is_merged else promise_of(ticket, at),
        claims=claim_cards(ticket, at, by_link=by_link),
    )


def goes_on_in(ticket: Ticket) -> Ticket | None:
    """The case in which this one goes on, if its reader may open that too.

    Only where both are proved to be theirs: a guest's link opens what that guest wrote.
    """
    into = ticket.merged_into
    if into is None or not (ticket.is_verified and into.is_verified):
        return None
    return into


def case_card(ticket: Ticket, at: datetime) -> CaseCard:
    """A case for the home page: the line, and our latest words."""
    ours = ticket.messages.filter(
        kind=MessageKind.PUBLIC, author_kind=AuthorKind.STAFF
    ).select_related("author_user")
    stages = stages_of(CaseFacts.of(ticket), at)
    answer = ours.order_by("-id").first()
    claim = ticket.claims.open().exclude(status=ClaimStatus.DRAFT).first()
    return CaseCard(ticket, stages, answer, promise_of(ticket, at), claim)


def is_over(ticket: Ticket, at: datetime) -> bool:
    """Closed for so long that answering no longer reopens it."""
    return ticket.closed_at is not None and at - ticket.closed_at > REOPEN_WINDOW


def strip_of(ticket: Ticket, *, is_over: bool = False) -> Strip | None:
    """What the customer should know or do now; nothing while it is our turn."""
    if ticket.is_merged:
        return _merged_strip(ticket)
    if ticket.wait_reason == WaitReason.CUSTOMER:
        return Strip(
            "warn",
            "reply",
            _("Chúng tôi đang chờ bạn trả lời."),
            _("Có câu trả lời, chúng tôi làm tiếp ngay."),
        )
    if ticket.status == TicketStatus.RESOLVED:
        return Strip(
            "ok",
            "circle-check",
            _("Yêu cầu đã được xử lý xong."),
            _("Nếu chưa ổn, bạn trả lời bên dưới để mở lại."),
        )
    if ticket.status == TicketStatus.CLOSED and not is_over:
        return Strip(
            "info",
            "info",
            _("Yêu cầu đã đóng."),
            _("Nếu lỗi trở lại, bạn trả lời bên dưới để mở lại."),
        )
    return None


def _merged_strip(ticket: Ticket) -> Strip:
    into = goes_on_in(ticket)
    if into is None:
        return Strip(
            "info",
            "merge",
            _("Chúng tôi xử lý chung yêu cầu này với một yêu cầu khác."),
            _("Bạn viết thêm ở đây, chúng tôi vẫn nhận được."),
        )
    return Strip(
        "info",
        "merge",
        _("Yêu cầu này đã gộp vào %(number)s.") % {"number": into.number},
        _("Câu trả lời và các bước tiếp theo ở đó."),
        reverse("portal:ticket", args=[into.number]),
        _("Mở %(number)s") % {"number": into.number},
    )
