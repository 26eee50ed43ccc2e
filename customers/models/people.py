"""Who our customers are and how to reach them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Coalesce, Lower, Now, Reverse
from django.db.models.lookups import StartsWith
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from customers.contacts import Contact
from customers.enums import (
    ContactKind,
    CustomerType,
    Salutation,
    Tier,
)
from customers.profiles import Profile
from foundation.accounts.models import User
from foundation.core.columns import folded

# Room above the usual weights for a customer somebody decides about, and an end to it.
MAX_QUEUE_WEIGHT = 100
# The record in which somebody goes on: the one theirs was merged into, or theirs.
LIVING = Coalesce("merged_into_id", "pk")


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Customers, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see every customer (who may open the page is a capability);
        a customer sees their own records only. Every view starts here."""
        if not user.is_active:
            return self.none()
        return self if user.is_staff_member else self.signed_in_by(user)

    def signed_in_by(self, user: User) -> Self:
        """The records of the person behind a login: theirs, and what is merged with it.

        Every login of merged records sees all of them; after an undo, its own again.
        """
        own = Customer.objects.filter(login=user).values_list(LIVING)[:1]
        # Two comparisons with one value, which the indexes answer; `IN` would not.
        kept = models.Subquery(own)
        return self.filter(models.Q(pk=kept) | models.Q(merged_into=kept))

    def of_person(self, customer: "Customer") -> Self:
        """All records of one person: the living one, and those merged into it."""
        return self.going_on_in(customer.merged_into_id or customer.pk)

    def going_on_in(self, pk: int) -> Self:
        """The record with this key, and those merged into it."""
        return self.filter(models.Q(pk=pk) | models.Q(merged_into=pk))

    def living(self) -> Self:
        """Those who were not found to be somebody else."""
        return self.filter(merged_into=None)


class Customer(models.Model):
    """A person or firm who bought from us or asked us something."""

    type = models.CharField(
        max_length=8, choices=CustomerType, default=CustomerType.PERSON
    )
    name = models.CharField(_("tên"), max_length=160)
    # Unaccented, lower-cased by the database: "Nguyễn Thu Hà" is found by "thu ha".
    name_folded = folded("name")
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
    # The customer this one was found to be: a pointer, nothing of theirs moves.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_here"
    )
    # What a tier brings; `grant_benefits` alone changes the three.
    tier = models.CharField(
        _("hạng"), max_length=8, choices=Tier, blank=True, default=""
    )
    queue_weight = models.PositiveSmallIntegerField(
        _("ưu tiên trong hàng chờ"), default=0
    )
    benefits_until = models.DateField(_("hạng đến hết ngày"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("khách hàng")
        verbose_name_plural = _("khách hàng")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier__in=["", *Tier.values]),
                name="customer_tier_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(queue_weight__lte=MAX_QUEUE_WEIGHT),
                name="customer_queue_weight_is_limited",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None)
                | ~models.Q(merged_into=models.F("id")),
                name="customer_is_not_merged_into_itself",
            ),
            # An end of nothing would be read as an end of something.
            models.CheckConstraint(
                condition=models.Q(benefits_until=None)
                | ~models.Q(tier="")
                | models.Q(queue_weight__gt=0),
                name="customer_benefits_end_where_some_are",
            ),
        ]
        indexes = [
            models.Index(
                fields=["merged_into"],
                name="customer_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
            GinIndex(
                name="customer_name_words",
                fields=["name_folded"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def profile(self) -> Profile:
        """Name, form of address, language and place, as a value to change."""
        return Profile(self.name, self.salutation, self.city, self.type, self.locale)

    @property
    def is_merged(self) -> bool:
        """Whether they were found to be somebody else, whose record goes on."""
        return self.merged_into_id is not None

    @property
    def living(self) -> "Customer":
        """The record in which this person goes on; new things belong to it."""
        return self.merged_into or self

    @cached_property
    def reachable_by(self) -> list["ContactPoint"]:
        """Every number and address of the person, of the living record first.

        One query for as long as this instance is held.
        """
        records = Customer.objects.of_person(self).values("pk")
        kept = self.merged_into_id or self.pk
        points = ContactPoint.objects.filter(customer__in=records)
        return sorted(points, key=lambda point: point.customer_id != kept)

    def tier_at(self, at: datetime) -> str:
        """The tier that counts now: none once its last day is over."""
        return "" if self._is_over(at) else self.tier

    def queue_weight_at(self, at: datetime) -> int:
        """How far ahead in the queue they go now."""
        return 0 if self._is_over(at) else self.queue_weight

    def _is_over(self, at: datetime) -> bool:
        return self.benefits_until is not None and self.benefits_until < localdate(at)

    def contacts(self, kind: ContactKind) -> list["ContactPoint"]:
        """The numbers or the addresses, primary first; one query unless prefetched."""
        return [point for point in self.contact_points.all() if point.kind == kind]

    @property
    def phone(self) -> str:
        """The primary telephone number in E.164, or nothing."""
        return next((point.value for point in self.contacts(ContactKind.PHONE)), "")

    @property
    def email(self) -> str:
        """The primary e-mail address, or nothing."""
        return next((point.value for point in self.contacts(ContactKind.EMAIL)), "")


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
            models.CheckConstraint(
                condition=~models.Q(kind="email") | models.Q(value=Lower("value")),
                name="contact_email_is_lower",
            ),
        ]
        indexes = [
            # "+8490" and "nguyen@" find their customer by the beginning, "…218" by the end.
            models.Index(
                OpClass("value", name="text_pattern_ops"), name="contact_by_beginning"
            ),
            models.Index(
                OpClass(Reverse("value"), name="text_pattern_ops"),
                name="contact_by_end",
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @staticmethod
    def ending_in(end: str) -> models.Q:
        """Those whose value ends so, read off an index of the values from their ends."""
        return models.Q(StartsWith(Reverse("value"), end[::-1]))

    @property
    def contact(self) -> Contact:
        """Kind and value, without the row."""
        return Contact(ContactKind(self.kind), self.value)

    @property
    def is_phone(self) -> bool:
        """For templates."""
        return self.kind == ContactKind.PHONE
