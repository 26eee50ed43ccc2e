"""What happens to money that is owed."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

PAYMENT_OWED = "payment.owed"
PAYMENT_PAYEE_CHANGED = "payment.payee_changed"
PAYMENT_SETTLED = "payment.settled"
PAYMENT_CANCELLED = "payment.cancelled"

register(PAYMENT_OWED, _("ghi khoản thu chi"), icon="banknote")
register(PAYMENT_PAYEE_CHANGED, _("đổi người nhận tiền"), icon="pencil")
register(PAYMENT_SETTLED, _("xác nhận tiền đã trao"), icon="check-check")
register(PAYMENT_CANCELLED, _("hủy khoản thu chi"), icon="ban")
