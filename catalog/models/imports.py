"""Files of purchases that somebody brought, and what became of their rows."""

from typing import Self

from django.conf import settings
from django.db import models

from catalog.enums import ImportState
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can


class PurchaseImportQuerySet(models.QuerySet["PurchaseImport"]):
    """Imports, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Whoever may change what we sell and sold."""
        return self if can(user, Capability.EDIT_CATALOG) else self.none()


class PurchaseImport(models.Model):
    """One file: first read through without writing, then imported when somebody says so.

    Done in pieces behind `cursor`, the last line done, so that a crash or a stop costs
    nothing; the same file again changes nothing.
    """

    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=40)
    creates_products = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.CHECKING
    )
    # What is wrong with the file as a whole, in the words of who brought it.
    failure = models.CharField(max_length=300, blank=True)
    n_lines = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)
    n_known = models.PositiveIntegerField(default=0)
    n_broken = models.PositiveIntegerField(default=0)
    # What the reading found: the first rows as understood, the products still unknown.
    preview = models.JSONField(default=dict)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    # Since when it may write; what is stopped goes on where it was.
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = PurchaseImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"],
                name="purchase_import_under_way",
                condition=models.Q(state__in=["checking", "importing"]),
            )
        ]


class BrokenImportRow(models.Model):
    """A row that was refused: its physical line, its order, and why."""

    purchase_import = models.ForeignKey(
        PurchaseImport, models.CASCADE, related_name="broken_rows"
    )
    line = models.PositiveIntegerField()
    order = models.CharField(max_length=80, blank=True)
    # [[column, sentence], …]
    problems = models.JSONField(default=list)
    # The line as it stands in the file, to be mended and brought again.
    cells = models.JSONField(default=list)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase_import", "line"], name="broken_import_row_once"
            )
        ]
