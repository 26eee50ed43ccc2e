"""Money between the house and the outside, whatever case it belongs to."""

from hashlib import sha256
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.refs import Ref
from foundation.payments.cases import of_cases_seen_by
from foundation.payments.enums import (
    OUTGOING,
    Direction,
    Method,
    PaymentState,
    Purpose,
)

MAX_AMOUNT = 10**12  # a thousand billion đồng; more is a slip of the finger
# What is agreed when it is owed; a change of mind is a cancellation and another payment.
AGREED = (
    "number",
    "direction",
    "purpose",
    "amount",
    "subject_type",
    "subject_id",
    "key",
    "decided_by",
    "decided_at",
)
DONE = models.Q(
    state=PaymentState.DONE,
    settled_at__isnull=False,
    method__in=["cash", "bank", "card"],
)
NOT_DONE = ~models.Q(state=PaymentState.DONE) & models.Q(
    settled_at=None, settled_by=None, method=Method.NONE
)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Payments, as somebody may see them."""

    def visible_to(self, user: object) -> Self:
        """All of it to those who pay out; to those who take money that of the cases they
        see. To whose account it goes is for those who pay out: ask
        `Payment.shows_payee_to`."""
        if not isinstance(user, User):
            return self.none()
        if can(user, Capability.PAY_OUT):
            return self
        if not can(user, Capability.TAKE_PAYMENT):
            return self.none()
        return self if user.sees == Sight.ALL else self.filter(of_cases_seen_by(user))

    def about(self, thing: Ref) -> Self:
        """Those that belong to `thing`."""
        return self.filter(subject_type=thing.type, subject_id=thing.id)

    def live(self) -> Self:
        """Owed or done: what counts against a ceiling."""
        return self.exclude(state=PaymentState.CANCELLED)


class Payment(models.Model):
    """One sum that somebody owes somebody, until it has changed hands or is called off.

    Direction `out` goes to a customer, `in` comes from a customer or a supplier. Whose
    it is stands as plain values: people and cases live on floors above.
    """

    number = models.CharField(_("số"), max_length=16, unique=True)
    direction = models.CharField(_("thu hay chi"), max_length=4, choices=Direction)
    purpose = models.CharField(_("khoản"), max_length=16, choices=Purpose)
    amount = models.BigIntegerField(_("số tiền"))
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=PaymentState,
        default=PaymentState.OWED,
    )
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    customer_id = models.BigIntegerField(null=True)
    # Personal data, in no event and no log.
    payee_name = models.CharField(_("người nhận"), max_length=160, blank=True)
    payee_bank = models.CharField(_("ngân hàng"), max_length=80, blank=True)
    payee_account = models.CharField(_("số tài khoản"), max_length=34, blank=True)
    # The promise behind it, "claim:7:refund": made twice, it is one payment.
    key = models.CharField(max_length=200, unique=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("quyết định lúc"))
    method = models.CharField(
        _("cách thanh toán"), max_length=8, choices=Method, default=Method.NONE
    )
    # What the bank, the card machine or the paper book calls it.
    reference = models.CharField(_("mã giao dịch"), max_length=80, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("xong lúc"), null=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("khoản thu chi")
        verbose_name_plural = _("khoản thu chi")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, amount__lte=MAX_AMOUNT),
                name="payment_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(direction="out", purpose__in=OUTGOING)
                | (models.Q(direction="in") & ~models.Q(purpose__in=OUTGOING)),
                name="payment_purpose_goes_one_way",
            ),
            models.CheckConstraint(condition=DONE | NOT_DONE, name="payment_done_iff"),
            models.CheckConstraint(
                condition=(models.Q(state="cancelled") & ~models.Q(cancel_reason=""))
                | (~models.Q(state="cancelled") & models.Q(cancel_reason="")),
                name="payment_cancelled_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(direction="in")
                | (
                    models.Q(decided_by__isnull=False)
                    & (
                        ~models.Q(state="done")
                        | (
                            models.Q(settled_by__isnull=False)
                            & ~models.Q(settled_by=models.F("decided_by"))
                        )
                    )
                ),
                name="payment_out_takes_two",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["state", "-id"]),
        ]
        triggers = [
            pgtrigger.Protect(
                name="final_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=PaymentState.OWED),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="agreed_stands", fields=list(AGREED)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> Ref:
        """The case it belongs to."""
        return Ref(self.subject_type, self.subject_id)

    @property
    def is_out(self) -> bool:
        """Whether the house pays."""
        return self.direction == Direction.OUT

    @property
    def is_owed(self) -> bool:
        """Whether the money has still to move."""
        return self.state == PaymentState.OWED

    @property
    def has_account(self) -> bool:
        """Whether a transfer could be made."""
        return bool(self.payee_name and self.payee_bank and self.payee_account)

    @property
    def payee_mark(self) -> str:
        """Changes with whom it goes to: a page shows it, and `settle` compares it."""
        words = "\n".join((self.payee_name, self.payee_bank, self.payee_account))
        return sha256(words.encode()).hexdigest()[:16]

    def shows_payee_to(self, user: User) -> bool:
        """Whether `user` may read to whom money goes. Who paid us stands on their receipt."""
        return not self.is_out or can(user, Capability.PAY_OUT)
