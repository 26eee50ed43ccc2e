"""What happens to invitations and answers."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

SURVEY_INVITED = "survey.invited"
SURVEY_ANSWERED = "survey.answered"
SURVEY_CHANGED = "survey.changed"
SURVEY_CANCELLED = "survey.cancelled"
SURVEY_SETTINGS_CHANGED = "survey.settings_changed"

register(SURVEY_INVITED, _("gửi lời mời đánh giá"), icon="send")
register(SURVEY_ANSWERED, _("đánh giá"), icon="star")
register(SURVEY_CHANGED, _("sửa đánh giá"), icon="star")
register(SURVEY_CANCELLED, _("hủy lời mời đánh giá"), icon="circle-x")
register(SURVEY_SETTINGS_CHANGED, _("sửa khảo sát"), icon="settings")
