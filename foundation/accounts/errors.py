"""What the rules about people say when they refuse."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class EmailTakenError(ConflictError):
    """Another login has this address."""

    code = "email_taken"
    default_message = _("E-mail này đã có tài khoản.")


class OwnRightsError(DomainError):
    """Nobody changes their own rights, or closes their own login."""

    code = "own_rights"
    default_message = _(
        "Bạn không thể tự đổi quyền hoặc khóa tài khoản của mình. "
        "Hãy nhờ một quản trị viên khác."
    )


class LastAdminError(ConflictError):
    """Without this person nobody could manage people any more."""

    code = "last_admin"
    default_message = _(
        "Đây là quản trị viên cuối cùng. Hãy chỉ định người khác trước."
    )


class AlreadySoError(ConflictError):
    """Somebody was first: nothing is left to do."""

    code = "already_so"
    default_message = _("Việc này đã được làm rồi. Hãy tải lại trang.")


class AlreadySignedUpError(ConflictError):
    """The person has chosen a password: there is nothing to invite to."""

    code = "already_signed_up"
    default_message = _("Người này đã đặt mật khẩu, không cần lời mời nữa.")


class InactiveError(ConflictError):
    """The login is closed."""

    code = "inactive"
    default_message = _("Tài khoản này đang bị khóa.")


class TeamTakenError(ConflictError):
    """Another team has this name or code."""

    code = "team_taken"
    default_message = _("Đã có nhóm mang tên này.")


class WrongCodeError(DomainError):
    """Not the code of the app, or one that was used before."""

    code = "wrong_code"
    default_message = _(
        "Mã không đúng hoặc đã dùng. Hãy nhập mã mới nhất trong ứng dụng."
    )


class LinkError(DomainError):
    """A link that was altered, used, or came too late."""

    code = "bad_link"
    status = 404
    default_message = _("Đường dẫn này không còn dùng được.")


class SkillTakenError(ConflictError):
    """Another skill has this name or code."""

    code = "skill_taken"
    default_message = _("Đã có kỹ năng mang tên hoặc mã này.")


class SkillClosedError(ConflictError):
    """The skill is no longer offered."""

    code = "skill_closed"
    default_message = _("Kỹ năng này đã ngừng dùng.")


class CapacityError(DomainError):
    """Nobody carries that much, or nothing."""

    code = "invalid_capacity"
    default_message = _("Sức chứa phải từ 1 đến 200 phiếu.")


class NotStaffError(DomainError):
    """Shifts, skills and leave are of those who work here."""

    code = "not_staff"
    default_message = _("Chỉ nhân viên đang làm việc mới có ca trực và lịch nghỉ.")


class PastDayError(DomainError):
    """What has been worked cannot be planned any more."""

    code = "past_day"
    default_message = _("Ngày này đã qua. Hãy chọn từ hôm nay trở đi.")


class TimeOrderError(DomainError):
    """The end comes before the beginning, or too long after it."""

    code = "time_order"
    default_message = _("Lúc kết thúc phải sau lúc bắt đầu, và không quá một năm.")


class LeaveOverlapError(ConflictError):
    """The person is away already at that time."""

    code = "leave_overlap"
    default_message = _("Trong khoảng này đã có một lịch nghỉ khác.")


class DeputyError(DomainError):
    """Handed to a deputy without one, to oneself, or with one who cannot."""

    code = "invalid_deputy"
    default_message = _("Hãy chọn người thay là một nhân viên khác đang làm việc.")


class DeputyAwayError(ConflictError):
    """The deputy is on leave at that time."""

    code = "deputy_away"
    default_message = _(
        "Người thay cũng nghỉ trong khoảng này. Hãy chọn người khác hoặc cách khác."
    )
