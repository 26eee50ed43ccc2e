"""What claims refuse."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError, TransitionError


class ClaimOpenError(ConflictError):
    """A unit has one open claim for one sort of fault."""

    code = "claim_open"
    default_message = _(
        "Máy này đang có hồ sơ cho cùng lỗi. Hãy mở hồ sơ đó thay vì lập hồ sơ mới."
    )


class ClaimUnitError(ConflictError):
    """The ticket is about another unit, or about none."""

    code = "claim_unit"
    default_message = _("Phiếu này nói về máy khác. Hãy chọn đúng máy của phiếu.")


class ClaimTicketError(ConflictError):
    """A ticket that is over, or goes on elsewhere, gets no claim."""

    code = "claim_ticket"
    default_message = _("Phiếu này đã đóng hoặc đã gộp. Hãy mở lại phiếu trước.")


class SymptomError(DomainError):
    """Every claim says what the customer sees."""

    code = "symptom_needed"
    default_message = _("Hãy chọn hiện tượng trong danh sách.")


class PromiseError(DomainError):
    """A promise is about the future, and not about the far one."""

    code = "promise_day"
    default_message = _("Ngày hẹn trả phải ở phía trước, trong vòng một năm.")


class UrgencyError(DomainError):
    """Nothing is more urgent than most urgent."""

    code = "urgency"
    default_message = _("Mức gấp từ 0 (bình thường) tới 3 (gấp nhất).")


class LoanerAnswerError(ConflictError):
    """Nobody is left without their thing unasked."""

    code = "loaner_answer_needed"
    default_message = _(
        "Trước khi sửa, hãy ghi khách mượn máy, có thỏa thuận khác, hay không cần."
    )


class QuoteNeededError(ConflictError):
    """Work that the customer pays for begins when they agreed."""

    code = "quote_needed"
    default_message = _("Khách chưa đồng ý giá. Hãy gửi báo giá và chờ khách trả lời.")


class ApprovalNeededError(ConflictError):
    """It costs the house more than this person may decide."""

    code = "approval_needed"
    default_message = _(
        "Chi phí của cửa hàng vượt mức bạn được duyệt. Hãy nhờ trưởng nhóm duyệt."
    )


class NothingToQuoteError(ConflictError):
    """The customer pays nothing, or agreed to all of it."""

    code = "nothing_to_quote"
    default_message = _("Khách không phải trả thêm khoản nào, không cần báo giá.")


class QuoteOverError(ConflictError):
    """A quote is answered once, in its time, as it was shown."""

    code = "quote_over"
    default_message = _(
        "Báo giá này đã được trả lời, đã hết hạn hoặc đã thay bằng báo giá mới."
    )


class DiagnosisNeededError(ConflictError):
    """Nobody decides about a fault that nobody looked at."""

    code = "diagnosis_needed"
    default_message = _("Hãy ghi kết luận lỗi trước.")


class LineError(DomainError):
    """A line that cannot be as it is written."""

    code = "line_refused"
    default_message = _("Khoản này chưa đúng. Hãy xem lại nội dung, số lượng và giá.")


class LinesFixedError(ConflictError):
    """What was agreed to does not change under the customer's hands."""

    code = "lines_fixed"
    default_message = _("Các khoản chỉ đổi được khi đang kiểm tra máy.")


class PartsMissingError(ConflictError):
    """Parts that are not there cannot be put in."""

    code = "parts_missing"
    default_message = _("Còn linh kiện chưa về. Hồ sơ chờ tới khi đủ linh kiện.")


class StoreMissingError(ConflictError):
    """Parts lie somewhere, or there are none to keep."""

    code = "store_missing"
    default_message = _("Chưa có kho linh kiện nào. Hãy tạo kho chính trước.")


class PartUnusedError(ConflictError):
    """A part that was planned is put in, or taken off the list."""

    code = "part_unused"
    default_message = _("Còn linh kiện chưa lắp. Hãy lắp, hoặc bỏ khỏi danh sách.")


class SamePersonError(ConflictError):
    """Whoever repaired it does not test it."""

    code = "same_person"
    default_message = _("Người kiểm tra lại phải khác người đã sửa.")


class HandBackCodeError(DomainError):
    """Nobody walks away with somebody else's thing."""

    code = "hand_back_code"
    default_message = _(
        "Mã nhận máy không đúng. Hãy hỏi lại khách, hoặc kiểm tra giấy tờ và ghi lại."
    )


class UnpaidError(ConflictError):
    """What was agreed is paid before the thing leaves."""

    code = "unpaid"
    default_message = _("Khách còn khoản chưa trả. Hãy thu tiền trước khi trả máy.")


class LoanerOutError(ConflictError):
    """A claim is over when the loaner is back."""

    code = "loaner_out"
    default_message = _(
        "Máy mượn chưa được trả lại. Trả máy mượn rồi hồ sơ mới khép lại được."
    )


class ClaimNoteError(DomainError):
    """A decision that nobody explains cannot be judged later."""

    code = "note_needed"
    default_message = _("Hãy ghi rõ lý do.")


class WorkBegunError(TransitionError):
    """What hands were on is not called off on a page."""

    code = "work_begun"
    default_message = _(
        "Máy đã bắt đầu được sửa nên không rút ở đây được. Hãy gọi hoặc nhắn chúng tôi."
    )


class LastWordError(TransitionError):
    """A refusal that was upheld once is argued about with people, not with a form."""

    code = "last_word"
    default_message = _(
        "Khiếu nại này đã được trả lời. Có ảnh hoặc giấy tờ mới, hãy nhắn chúng tôi."
    )
