"""What the warranty refuses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class NoCoverError(ConflictError):
    """No published policy covers the thing."""

    code = "no_cover"
    default_message = _(
        "Máy này chưa có chính sách bảo hành nào áp dụng. Hãy công bố chính sách trước."
    )


class AlreadyActivatedError(ConflictError):
    """A cover is switched on once."""

    code = "already_activated"
    default_message = _(
        "Máy này đã được kích hoạt từ trước. Lần kích hoạt này không tính, "
        "chúng tôi sẽ xem xét."
    )


class WrongCodeError(DomainError):
    """Neither of this unit nor unused."""

    code = "wrong_code"
    default_message = _(
        "Mã không đúng hoặc đã dùng rồi. Hãy xem lại mã trên tem và thử lại."
    )


class LoanerError(ConflictError):
    """What is lent out is nobody's to switch on, whatever its label proves."""

    code = "loaner"
    default_message = _("Đây là máy cho mượn, không kích hoạt bảo hành được.")


class FutureDayError(DomainError):
    """Nothing happened tomorrow."""

    code = "future_day"
    default_message = _("Ngày này chưa tới.")


class UnmadeDayError(DomainError):
    """Nothing is switched on before it was made."""

    code = "unmade_day"
    default_message = _("Ngày này trước ngày sản xuất của máy. Hãy xem lại ngày.")


class CustodyError(ConflictError):
    """A unit enters the workshop once for a case, and leaves it once."""

    code = "custody"
    default_message = _("Máy không ở xưởng theo phiếu này, hoặc đã ở đó rồi.")


class CustodyDayError(DomainError):
    """Nothing leaves the workshop before it came."""

    code = "custody_day"
    default_message = _("Ngày trả máy không thể trước ngày nhận.")


class DaysError(DomainError):
    """Not a number of days anybody would give."""

    code = "invalid_days"
    default_message = _("Số ngày phải từ 1 đến 1.095.")


class NoteError(DomainError):
    """A decision that nobody explains cannot be judged later."""

    code = "note_needed"
    default_message = _("Hãy ghi rõ lý do.")


class PlanError(ConflictError):
    """A plan prolongs a cover that still runs."""

    code = "plan_refused"
    default_message = _(
        "Không thêm được gói này: bảo hành đã hết, đã bị từ chối, hoặc gói đã ngừng bán."
    )


class VoidError(ConflictError):
    """What is refused already, or was never refused."""

    code = "void_refused"
    default_message = _("Phần này đã bị từ chối bảo hành, hoặc chưa từng bị từ chối.")


class SupersededError(ConflictError):
    """A unit that was replaced has handed its cover on."""

    code = "superseded"
    default_message = _("Máy này đã được đổi sang máy khác.")


class OwnerChangedError(ConflictError):
    """Papers name whom a unit is taken from; it is somebody else's by now."""

    code = "owner_changed"
    default_message = _(
        "Máy vừa đổi chủ trong lúc bạn mở trang. Xem lại chủ máy bây giờ rồi bấm lại."
    )


class TransferError(ConflictError):
    """A unit that cannot be handed over now."""

    code = "transfer_refused"
    default_message = _(
        "Không chuyển được máy này: máy chưa có chủ, hoặc người nhận đang là chủ máy."
    )


class UnprovenOwnerError(DomainError):
    """The code has to reach the owner, and nobody else."""

    code = "owner_unproven"
    default_message = _(
        "Chủ máy chưa có số điện thoại hay e-mail nào đã xác nhận để nhận mã. "
        "Hãy chuyển bằng giấy tờ tại quầy."
    )


class ReviewDecidedError(ConflictError):
    """A review is decided once."""

    code = "review_decided"
    default_message = _("Mục này đã được quyết định.")
