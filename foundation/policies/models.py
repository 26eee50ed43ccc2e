"""What the house has published, word for word, in every version.

A version, once published, never changes; cases, receipts and certificates name the
version they were judged by.
"""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language, gettext_lazy as _

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.policies.enums import PolicyKind


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies; what is published is everybody's to read."""

    def visible_to(self, user: object) -> Self:
        """Staff at the desk see all of them, everybody else what was published."""
        if isinstance(user, User) and can(user, Capability.USE_DESK):
            return self
        return self.published()

    def published(self) -> Self:
        """Those with a version that was published."""
        return self.exclude(current=None)


class Policy(models.Model):
    """One policy by its name; what it says stands in its versions."""

    kind = models.CharField(_("loại"), max_length=12, choices=PolicyKind)
    # Stands in the address of its public page.
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    # Of two that fit as closely, the first wins.
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    # The last one published; which one is in force on a day is `in_force`.
    current = models.ForeignKey(
        "PolicyVersion", models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("chính sách")
        verbose_name_plural = _("chính sách")

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What it is called, in the tongue of the reader."""
        is_english = (get_language() or "vi").startswith("en")
        return (self.name_en if is_english else "") or self.name


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Versions of policies."""

    def visible_to(self, user: object) -> Self:
        """Staff at the desk see drafts too, everybody else what was published."""
        if isinstance(user, User) and can(user, Capability.USE_DESK):
            return self
        return self.published()

    def published(self) -> Self:
        """Those that never change any more, the newest first."""
        return self.exclude(published_at=None).order_by("-number")

    def in_force(self, on: date) -> Self:
        """Those published whose time has come by `on`, the newest first."""
        return self.published().filter(effective_from__lte=on)


class PolicyVersion(models.Model):
    """What a policy says from a day on: `parts` is {part: {"vi": …, "en": …}}."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("bản"))
    parts = models.JSONField(_("nội dung"), default=dict)
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy", "-number"]
        verbose_name = _("bản chính sách")
        verbose_name_plural = _("bản chính sách")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="policy_version_once"
            ),
            models.UniqueConstraint(
                fields=["policy"],
                condition=models.Q(published_at=None),
                name="policy_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None)
                | models.Q(effective_from__isnull=False),
                name="policy_published_has_its_day",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy}, {self.number}"
