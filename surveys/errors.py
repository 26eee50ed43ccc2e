"""What surveys refuse."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class InvitationClosedError(ConflictError):
    """The invitation has expired or was withdrawn, or its answer is a day old."""

    code = "invitation_closed"
    default_message = _("Lời mời đánh giá này không còn hiệu lực.")


class ScoreError(DomainError):
    """Not a score on the scale."""

    code = "invalid_score"
    default_message = _("Hãy chọn từ 1 đến 5.")


class SurveySettingsError(DomainError):
    """A delay or lifetime that makes no sense."""

    code = "invalid_survey"
    default_message = _("Thời gian gửi hoặc thời hạn không đúng.")
