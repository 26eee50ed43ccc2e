from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

DELIVERY_RETRIED = "delivery.retried"

register(DELIVERY_RETRIED, _("cho chạy lại một việc đã bỏ cuộc"), icon="rotate-cw")
