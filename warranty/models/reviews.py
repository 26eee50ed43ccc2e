"""Odd things about units that a person has to judge."""

from typing import Self

from django.conf import settings
from django.db import models

from catalog.models import Unit
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from warranty.enums import ReviewKind, ReviewState


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews are the house's own."""

    def visible_to(self, user: User) -> Self:
        """Staff who may look at what we sold."""
        return self if can(user, Capability.VIEW_CATALOG) else self.none()

    def open(self) -> Self:
        """Those nobody has decided."""
        return self.filter(state=ReviewState.OPEN)


class Review(models.Model):
    """A doubt about a unit's cover; one of a kind is open at a time.

    While it is open the cover stands as it was, and verdicts are grey.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20, choices=ReviewKind)
    state = models.CharField(
        max_length=8, choices=ReviewState, default=ReviewState.OPEN
    )
    # Ids and numbers that show what was odd.
    data = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=models.Q(state=ReviewState.OPEN),
                name="review_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReviewState.OPEN, decided_at=None)
                | (
                    ~models.Q(state=ReviewState.OPEN)
                    & models.Q(decided_at__isnull=False)
                ),
                name="review_decided_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(state=ReviewState.OPEN),
                name="review_open",
            )
        ]
