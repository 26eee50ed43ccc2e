"""What was handed over at a counter, in which state, and what the customer was promised."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from intake.enums import Casing, KeepInformed
from tickets.models import Ticket


class ReceptionQuerySet(models.QuerySet["Reception"]):
    """Receptions, as of their tickets."""

    def visible_to(self, user: User) -> Self:
        """Staff: of the tickets they see, and those they took in themselves."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        tickets = Ticket.objects.visible_to(user).order_by()
        return self.filter(models.Q(ticket__in=tickets) | models.Q(taken_by=user))


class Reception(models.Model):
    """A thing taken in at the counter: what stands on the paper that the customer gets."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="reception")
    # As they were called that day: the paper says the same for ever.
    thing = models.CharField(_("sản phẩm"), max_length=160, blank=True)
    serial = models.CharField(_("số máy"), max_length=60, blank=True)
    # Where to ring about this thing, in E.164; empty: at the customer's own number.
    phone = models.CharField(_("số liên lạc"), max_length=16, blank=True)
    symptom = models.CharField(_("lỗi khách nói"), max_length=80)
    casing = models.CharField(_("vỏ máy"), max_length=10, choices=Casing, blank=True)
    # Words, as they stand on the paper: ["Dây nguồn", "Lòng nồi"].
    accessories = models.JSONField(_("kèm theo"), default=list)
    condition = models.CharField(_("ghi chú tình trạng"), max_length=300, blank=True)
    promised_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    inform_by = models.CharField(
        _("báo tiến độ qua"),
        max_length=8,
        choices=KeepInformed,
        default=KeepInformed.SMS,
    )
    store = models.CharField(_("cửa hàng"), max_length=80, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    # From the first key typed to the press of the button; what an intake costs.
    seconds_taken = models.PositiveIntegerField(null=True)
    n_printed = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["taken_by", "-id"]),
            # What came in today.
            models.Index(fields=["created_at"], name="reception_by_day"),
        ]
