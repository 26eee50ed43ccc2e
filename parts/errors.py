"""What the store refuses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class QuantityError(DomainError):
    """Nothing, or more than anybody carries."""

    code = "invalid_quantity"
    default_message = _("Số lượng phải từ 1 đến 100.000.")


class NotEnoughError(ConflictError):
    """Fewer lie there, or they are kept for others."""

    code = "not_enough"
    default_message = _(
        "Không đủ hàng: phần còn lại đã giữ cho việc khác hoặc không có ở đây."
    )


class LocationError(DomainError):
    """Nothing of that kind lies in this place, or the place is closed."""

    code = "wrong_location"
    default_message = _("Nơi này không nhận linh kiện ở tình trạng đó.")


class PartClosedError(DomainError):
    """A part that is no longer used is neither ordered nor kept for anybody."""

    code = "part_closed"
    default_message = _("Linh kiện này đã ngừng dùng.")


class KeyUsedError(ConflictError):
    """The same form was sent for something else before."""

    code = "key_used"
    default_message = _("Phiếu này đã ghi cho một lần khác. Hãy tải lại trang.")


class SerialNeededError(DomainError):
    """A numbered part goes with its number, one by one."""

    code = "serial_needed"
    default_message = _(
        "Linh kiện này có số riêng: hãy ghi đủ số của từng cái, không trùng nhau."
    )


class SerialElsewhereError(ConflictError):
    """A numbered part is in one place."""

    code = "serial_elsewhere"
    default_message = _("Số linh kiện này không nằm ở nơi đó. Hãy xem lại số.")


class CountSerialsError(DomainError):
    """Numbered parts are not counted but looked for one by one."""

    code = "count_serials"
    default_message = _(
        "Linh kiện có số riêng: hãy hủy số bị thiếu hoặc nhập số tìm thấy."
    )


class StaleCountError(ConflictError):
    """Parts came or went between the page and the count."""

    code = "stale_count"
    default_message = _(
        "Số trên sổ vừa đổi trong lúc bạn đếm. Hãy đếm lại rồi ghi theo số mới."
    )


class NoteError(DomainError):
    """A correction that nobody explains cannot be judged later."""

    code = "note_needed"
    default_message = _("Hãy ghi rõ lý do.")


class ReservedOtherwiseError(ConflictError):
    """A line has one reservation at a time."""

    code = "reserved_otherwise"
    default_message = _(
        "Dòng này đang giữ linh kiện khác hoặc số lượng khác. Hãy nhả ra trước."
    )


class OneEachError(DomainError):
    """A numbered part has a line of its own."""

    code = "one_each"
    default_message = _("Linh kiện có số riêng: mỗi dòng chỉ một cái.")


class NotHeldError(ConflictError):
    """Only what is kept can be used."""

    code = "not_held"
    default_message = _(
        "Linh kiện chưa được giữ cho việc này nên chưa dùng được. Hãy giữ trước."
    )


class ConsumedError(ConflictError):
    """What was used cannot be let go."""

    code = "consumed"
    default_message = _("Linh kiện này đã dùng rồi.")


class NoSupplierError(DomainError):
    """Nobody sells it any more, or nobody is known who does."""

    code = "no_supplier"
    default_message = _(
        "Chưa có nhà cung cấp nào bán linh kiện này, hoặc hãng đã ngừng bán."
    )


class RequestStateError(ConflictError):
    """The request stands elsewhere: somebody was first."""

    code = "request_state"
    default_message = _(
        "Yêu cầu mua này đã sang bước khác. Hãy tải lại trang để xem tình trạng."
    )


class EmptyRequestError(DomainError):
    """Nobody orders nothing."""

    code = "empty_request"
    default_message = _("Yêu cầu mua chưa có linh kiện nào.")


class TooManyError(DomainError):
    """More than was ordered is another delivery."""

    code = "too_many"
    default_message = _(
        "Số về nhiều hơn số còn chờ. Phần dư hãy nhập kho riêng, không theo yêu cầu này."
    )


class PastDayError(DomainError):
    """Nothing arrives yesterday."""

    code = "past_day"
    default_message = _("Ngày về phải từ hôm nay trở đi.")


class StaleQuantityError(ConflictError):
    """Somebody changed the number on the draft since it was seen."""

    code = "stale_quantity"
    default_message = _(
        "Số này vừa đổi từ %(seen)s thành %(now)s. Nếu vẫn muốn %(wanted)s, hãy lưu lần"
        " nữa."
    )

    def __init__(self, seen: int, now: int, wanted: int) -> None:
        said = {"seen": seen, "now": now, "wanted": wanted}
        super().__init__(self.default_message % said, field="quantity")


class NeededError(DomainError):
    """Work waits for that many."""

    code = "needed"
    default_message = _("Có việc đang chờ linh kiện này, không thể đặt ít hơn.")


class RuleError(DomainError):
    """Limits that cannot both hold."""

    code = "invalid_rule"
    default_message = _("Mức nhiều nhất không được thấp hơn mức ít nhất.")


class PartTakenError(ConflictError):
    """Two parts cannot share a number."""

    code = "part_taken"
    default_message = _("Mã linh kiện này đã có.")


class NumberedError(ConflictError):
    """Stock that lies there is numbered or is not."""

    code = "numbered"
    default_message = _(
        "Linh kiện đã có trong sổ kho, không đổi được việc theo dõi số riêng."
    )


class SelfError(DomainError):
    """Nothing stands in for itself."""

    code = "substitute_itself"
    default_message = _("Hãy chọn linh kiện khác với chính nó.")
