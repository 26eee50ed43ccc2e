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
