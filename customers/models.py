"""Who our customers are and how to reach them."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from customers.enums import ContactKind, CustomerType, ProofKind, Salutation
from foundation.accounts.models import User


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Customers, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see every customer (who may open the page is a capability);
        a customer sees their own record only. Every view starts here."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self
        return self.filter(login=user)


class Customer(models.Model):
    """A person or firm who bought from us or asked us something."""

    type = models.CharField(
        max_length=8, choices=CustomerType, default=CustomerType.PERSON
    )
    name = models.CharField(_("tên"), max_length=160)
    # Unaccented, lower-cased by the database: "Nguyễn Thu Hà" is found by "thu ha".
    name_folded = models.GeneratedField(
        expression=models.Func(
            models.F("name"), function="fold_text", output_field=models.TextField()
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    salutation = models.CharField(
        _("xưng hô"), max_length=4, choices=Salutation, blank=True, default=""
    )
    locale = models.CharField(_("ngôn ngữ"), max_length=8, default="vi")
    city = models.CharField(_("tỉnh, thành"), max_length=80, blank=True)
    login = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("khách hàng")
        verbose_name_plural = _("khách hàng")
        indexes = [
            GinIndex(
                name="customer_name_words",
                fields=["name_folded"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A telephone number (E.164) or e-mail address (lower case) of a customer."""

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="contact_points"
    )
    kind = models.CharField(max_length=8, choices=ContactKind)
    value = models.CharField(max_length=254)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-is_primary", "kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="contact_once"),
            models.UniqueConstraint(
                fields=["customer", "kind"],
                condition=models.Q(is_primary=True),
                name="contact_one_primary_per_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="phone")
                | models.Q(value__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="contact_phone_is_e164",
            ),
        ]

    def __str__(self) -> str:
        return self.value


class SignInProof(models.Model):
    """A code or one-time link sent to a contact point, to be shown within minutes.

    Only the hash of the secret is kept. One use, few tries.
    """

    kind = models.CharField(max_length=8, choices=ProofKind)
    channel = models.CharField(max_length=8, choices=ContactKind)
    address = models.CharField(max_length=254)
    secret_hash = models.CharField(max_length=64)
    # Bound to the browser that asked, so that a code read elsewhere is of no use.
    handle = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["channel", "address", "-id"])]
