"""What happens at the desk itself, in the past tense."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

LIST_EXPORTED = "list.exported"

register(LIST_EXPORTED, _("tải danh sách phiếu về"), icon="download")
