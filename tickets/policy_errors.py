"""Why a policy, its draft or a run over many clocks is refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class PolicyNameError(DomainError):
    """A policy without a name, or with another's, could not be told apart."""

    code = "policy_name"
    default_message = _("Hãy đặt một tên mà chưa cam kết nào dùng.")


class PolicyChangedError(ConflictError):
    """Somebody else saved, published or dropped a draft since this editor looked."""

    code = "policy_changed"
    default_message = _(
        "Cam kết vừa được người khác sửa. Hãy xem lại rồi lưu lần nữa; những gì bạn "
        "nhập vẫn còn đây."
    )


class NoDraftError(ConflictError):
    """Nothing stands ready to be published."""

    code = "no_draft"
    default_message = _("Cam kết này không có bản nháp nào.")


class NoTargetError(DomainError):
    """A promise that measures nothing."""

    code = "no_target"
    default_message = _("Hãy đặt ít nhất một hạn rồi mới ban hành.")


class TargetRefusedError(DomainError):
    """A target or its warnings cannot be; the sentence says why."""

    code = "target_refused"


class PromisePausedError(TargetRefusedError):
    """A promise stops for the customer's own doing only."""

    code = "promise_paused"
    default_message = _(
        "Hẹn khách chỉ được dừng khi chờ khách hoặc đã hẹn lịch, không dừng vì linh "
        "kiện, đối tác hay nội bộ."
    )


class EscalationRefusedError(DomainError):
    """Levels out of order, too many, or one that does nothing."""

    code = "escalation_refused"


class VersionNotInForceError(ConflictError):
    """Only what new tickets get can be applied to open ones."""

    code = "version_not_in_force"
    default_message = _(
        "Chỉ áp dụng được bản đang có hiệu lực của một cam kết đang dùng."
    )


class RunEndedError(ConflictError):
    """Finished or stopped already."""

    code = "run_ended"
    default_message = _("Lượt tính này đã xong hoặc đã dừng.")


class RunNeededError(DomainError):
    """Clocks must follow their calendar, so this run cannot be stopped."""

    code = "run_needed"
    default_message = _(
        "Lịch làm việc đã đổi nên phải tính lại mọi hạn; lượt này không dừng được."
    )
