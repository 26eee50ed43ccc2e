"""How covers are switched on, who takes a unit over, and look-ups that found nothing."""

import pgtrigger
from django.conf import settings
from django.db import models

from catalog.models import Unit
from customers.models import Customer
from warranty.enums import ActivationChannel, TransferState
from warranty.models.covers import OfUnitQuerySet


class ActivationCode(models.Model):
    """A scratch code packed with a unit; only its keyed hash is kept, and it works once."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="activation_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()


class Activation(models.Model):
    """An attempt to switch a cover on. The one that counted is `is_first`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activations")
    channel = models.CharField(max_length=10, choices=ActivationChannel)
    on = models.DateField()
    at = models.DateTimeField()
    is_first = models.BooleanField()
    # E.164, of whoever activated; empty where a receipt did it.
    phone = models.CharField(max_length=16, blank=True)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="activations"
    )
    dealer = models.CharField(max_length=40, blank=True)
    # The /24 or /64 it came from, never a whole address.
    network = models.CharField(max_length=64, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(is_first=True),
                name="activated_once",
            )
        ]
        indexes = [
            # How many units one telephone activated.
            models.Index(
                fields=["phone"],
                condition=~models.Q(phone=""),
                name="activation_by_phone",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class Transfer(models.Model):
    """A unit offered by its owner to whoever brings the code that only the owner got, or
    made somebody's on `evidence`; without a giver it was nobody's before."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="transfers")
    giver = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=TransferState, default=TransferState.OFFERED
    )
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    evidence = models.CharField(max_length=500, blank=True)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(state=TransferState.OFFERED),
                name="transfer_one_offer",
            ),
            models.CheckConstraint(
                condition=models.Q(giver__isnull=False)
                | models.Q(state=TransferState.DONE, evidence__gt=""),
                name="transfer_from_somebody_or_on_paper",
            ),
        ]


class LookupMiss(models.Model):
    """A public look-up that found nothing: what was asked for, hashed, and from where.

    Kept for a month, to see somebody trying numbers through.
    """

    network = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="lookup_miss_by_time")]
