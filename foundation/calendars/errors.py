"""What the calendars refuse."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class NoWorkingTimeError(DomainError):
    """A calendar that never opens cannot date a promise."""

    code = "no_working_time"
    default_message = _("Lịch này không có giờ làm việc nào.")


class OverlappingWindowsError(DomainError):
    """Two windows of one day share a minute."""

    code = "overlapping_windows"
    default_message = _("Hai khung giờ trong cùng một ngày bị chồng lên nhau.")


class InvalidHoursError(DomainError):
    """A window that ends before it begins, or outside the day."""

    code = "invalid_hours"
    default_message = _("Giờ kết thúc phải sau giờ bắt đầu và không quá 24:00.")


class CalendarChangedError(ConflictError):
    """Somebody else changed the calendar since this editor looked."""

    code = "calendar_changed"
    default_message = _("Lịch vừa được người khác sửa. Hãy xem lại rồi lưu lần nữa.")


class CalendarNameTakenError(DomainError):
    """Two calendars of one name could not be told apart in a list."""

    code = "calendar_name_taken"
    default_message = _("Đã có lịch khác mang tên này.")


class OverlappingExceptionError(ConflictError):
    """Another exception in force already says what these days are."""

    code = "overlapping_exception"
    default_message = _("Đã có một ngày ngoại lệ khác đang áp dụng trong khoảng này.")


class InvalidExceptionError(DomainError):
    """Days the wrong way round, hours where the day is closed, or none where it is open."""

    code = "invalid_exception"
    default_message = _("Ngày ngoại lệ không hợp lệ.")


class SeededExceptionError(DomainError):
    """A holiday from the official list can be switched off, not removed."""

    code = "seeded_exception"
    default_message = _("Ngày lễ lấy từ danh sách chỉ có thể tắt, không xóa được.")


class UnknownTimeZoneError(DomainError):
    """No such time zone."""

    code = "unknown_time_zone"
    default_message = _("Múi giờ không tồn tại. Ví dụ: Asia/Ho_Chi_Minh.")
