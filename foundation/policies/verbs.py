"""What happens to what the house publishes."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

POLICY_OPENED = "public_policy.opened"
POLICY_RENAMED = "public_policy.renamed"
POLICY_SWITCHED_ON = "public_policy.switched_on"
POLICY_SWITCHED_OFF = "public_policy.switched_off"
POLICY_DRAFT_SAVED = "public_policy.draft_saved"
POLICY_DRAFT_DISCARDED = "public_policy.draft_discarded"
POLICY_PUBLISHED = "public_policy.published"

register(POLICY_OPENED, _("thêm chính sách"), icon="scroll-text")
register(POLICY_RENAMED, _("đổi tên chính sách"), icon="pencil")
register(POLICY_SWITCHED_ON, _("dùng lại chính sách"), icon="circle-play")
register(POLICY_SWITCHED_OFF, _("ngừng dùng chính sách"), icon="circle-pause")
register(POLICY_DRAFT_SAVED, _("lưu bản nháp chính sách"), icon="pencil")
register(POLICY_DRAFT_DISCARDED, _("bỏ bản nháp chính sách"), icon="trash-2")
register(POLICY_PUBLISHED, _("công bố chính sách"), icon="scroll-text")
