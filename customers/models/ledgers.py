"""What customers allowed, and who was found to be whom. Written once, never changed."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models

from customers.enums import ConsentChannel, ConsentPurpose, ConsentSource
from customers.models.people import Customer
from foundation.accounts.models import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see all, a customer their own."""
        if not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self
        return self.filter(customer__in=Customer.objects.signed_in_by(user))


class Consent(models.Model):
    """One word of a customer: yes or no to one purpose by one channel, since then.

    A ledger: the last row of a purpose and channel counts, none is ever changed.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=10, choices=ConsentPurpose)
    channel = models.CharField(max_length=8, choices=ConsentChannel)
    is_given = models.BooleanField()
    source = models.CharField(max_length=8, choices=ConsentSource)
    # What shows it: the number of a call, of a paper, the words that were read out.
    evidence = models.CharField(max_length=200, blank=True)
    # Which text of ours they agreed to.
    policy_version = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["customer", "purpose", "channel", "-id"])]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class CustomerMerge(models.Model):
    """That `source` was found to be `target`. Undoing it ends the row."""

    source = models.ForeignKey(Customer, models.PROTECT, related_name="merges")
    target = models.ForeignKey(Customer, models.PROTECT, related_name="merged")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(undone_at__isnull=True),
                name="customer_merge_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="customer_merge_two_people",
            ),
        ]
