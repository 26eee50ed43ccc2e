"""What happens at the counter, in the past tense."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

RECEPTION_TAKEN = "reception.taken"
RECEPTION_PRINTED = "reception.printed"

register(RECEPTION_TAKEN, _("nhận máy tại quầy"), icon="store")
register(RECEPTION_PRINTED, _("in phiếu nhận máy"), icon="printer")
