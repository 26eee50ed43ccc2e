"""Why keeping a view is refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class ViewUnnamedError(DomainError):
    """A view without a name."""

    code = "view_unnamed"
    default_message = _("Hãy đặt tên cho mục.")


class ViewGoneError(ConflictError):
    """Somebody put it away while it was open elsewhere."""

    code = "view_gone"
    default_message = _(
        "Mục này vừa bị xóa. Danh sách bạn lọc vẫn còn, hãy lưu mục mới."
    )


class ViewChangedError(ConflictError):
    """Somebody else changed it since it was read."""

    code = "view_changed"
    default_message = _(
        "Đồng nghiệp vừa sửa mục này. Hãy tải lại trang để xem bản mới rồi sửa tiếp."
    )


class ViewForeignError(DomainError):
    """Somebody else looks after it."""

    code = "view_foreign"
    default_message = _("Mục này do người khác quản lý. Hãy lưu một mục của bạn.")


class ViewSharingRefusedError(DomainError):
    """Only those who look after tools share a view."""

    code = "view_sharing_refused"
    default_message = _("Bạn chỉ lưu được mục cho riêng mình.")


class ViewTeamNeededError(DomainError):
    """A view of a team names the team."""

    code = "view_team_needed"
    default_message = _("Hãy chọn nhóm dùng mục này.")


class TooManyViewsError(DomainError):
    """More than a rail holds."""

    code = "too_many_views"
    default_message = _("Bạn đã lưu 50 mục. Hãy xóa mục không dùng nữa.")
