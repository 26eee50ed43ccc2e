"""A sample of finished cases, judged by somebody who does not know the customer's score."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability, can
from quality.enums import Accuracy, ErrorType
from tickets.models import Ticket

MARK = (MinValueValidator(1), MaxValueValidator(5))


class SampleQuerySet(models.QuerySet["Sample"]):
    """Samples, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Whoever judges; agents see what was said of their own work once it is said."""
        if can(user, Capability.REVIEW_QUALITY):
            return self
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self.filter(agent=user, reviewed_at__isnull=False)


class Sample(models.Model):
    """One finished case of an agent and month, drawn by lot, and what was found.

    Knowledge, courtesy and wording are marks from 1 (poor) to 5 (exemplary).
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="quality_samples")
    episode = models.PositiveSmallIntegerField()
    # Frozen when drawn: whose work it was, and in which team.
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    drawn_at = models.DateTimeField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    accuracy = models.CharField(
        _("nội dung tư vấn"), max_length=8, choices=Accuracy, blank=True
    )
    error_type = models.CharField(
        _("loại lỗi"), max_length=12, choices=ErrorType, blank=True
    )
    knowledge = models.PositiveSmallIntegerField(
        _("hiểu biết"), null=True, validators=MARK
    )
    courtesy = models.PositiveSmallIntegerField(
        _("thái độ"), null=True, validators=MARK
    )
    wording = models.PositiveSmallIntegerField(
        _("cách diễn đạt"), null=True, validators=MARK
    )
    comment = models.TextField(_("nhận xét"), blank=True, max_length=2000)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "episode"], name="sample_each_case_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    reviewed_at__isnull=True, reviewer__isnull=True, accuracy=""
                )
                | (
                    models.Q(
                        reviewed_at__isnull=False,
                        reviewer__isnull=False,
                        knowledge__range=(1, 5),
                        courtesy__range=(1, 5),
                        wording__range=(1, 5),
                    )
                    & ~models.Q(accuracy="")
                ),
                name="sample_reviewed_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(error_type="")
                | models.Q(accuracy__in=["partly", "wrong"]),
                name="sample_error_where_something_is_wrong",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer=None)
                | ~models.Q(reviewer=models.F("agent")),
                name="sample_nobody_judges_themselves",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "agent"]),
            models.Index(
                fields=["id"],
                name="sample_to_review",
                condition=models.Q(reviewed_at__isnull=True),
            ),
        ]
