"""What happens at the desk itself, in the past tense."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

LIST_EXPORTED = "list.exported"
PAYMENTS_EXPORTED = "payments.exported"
CLAIMS_EXPORTED = "claims.exported"

register(LIST_EXPORTED, _("tải danh sách phiếu về"), icon="download")
register(PAYMENTS_EXPORTED, _("tải danh sách thu chi về"), icon="download")
register(CLAIMS_EXPORTED, _("tải danh sách hồ sơ bảo hành về"), icon="download")
