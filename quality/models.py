"""A sample of finished cases, judged by somebody who does not know the customer's score."""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability, can
from quality.enums import Accuracy, ErrorType, SkipReason
from tickets.models import Ticket

MARKS = range(1, 6)
MARK = (MinValueValidator(MARKS[0]), MaxValueValidator(MARKS[-1]))
# Reading a long case takes a while; whoever went home keeps it from nobody for long.
HOLD = timedelta(hours=1)
# A second thought comes after talking with the agent, not after the month's report.
AMEND_WITHIN = timedelta(days=14)


def _somebody() -> "models.ForeignKey[User | None, User | None]":
    """Somebody of the staff, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )


class Draw(models.Model):
    """The lot for one agent and month: by which seed, of how many cases, how many.

    With the seed anybody can draw again and finds the same cases.
    """

    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    month = models.DateField()  # its first day
    seed = models.CharField(max_length=32)
    n_solved = models.PositiveIntegerField()
    n_goal = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agent"], name="draw_each_agent_and_month_once"
            ),
            models.CheckConstraint(
                condition=models.Q(n_goal__gte=1, n_goal__lte=models.F("n_solved")),
                name="draw_goal_within_reach",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="draw_month_is_a_first"
            ),
        ]


class SampleQuerySet(models.QuerySet["Sample"]):
    """Samples, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Whoever judges: those of cases they see, but nobody their own before it is
        judged. Agents see what was said of their own work once it is said."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        own = models.Q(agent=user)
        said = own & models.Q(reviewed_at__isnull=False)
        if not can(user, Capability.REVIEW_QUALITY):
            return self.filter(said)
        if user.sees_all:
            return self.filter(said | ~own)
        seen = models.Q(ticket__in=Ticket.objects.visible_to(user))
        return self.filter(said | (seen & ~own))

    def waiting(self) -> Self:
        """Those that nobody has judged or put aside."""
        return self.filter(reviewed_at=None, skipped_at=None)

    def reviewed(self) -> Self:
        """Those that were judged."""
        return self.filter(reviewed_at__isnull=False)


class Verdict(models.Model):
    """What the rubric asks: whether the advice was right, and three marks.

    Knowledge, courtesy and wording are marks from 1 (poor) to 5 (exemplary).
    """

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

    class Meta:
        abstract = True


class Sample(Verdict):
    """One finished case of an agent and month, drawn by lot, and what was found."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="quality_samples")
    episode = models.PositiveSmallIntegerField()
    # Frozen when drawn: whose work it was, and in which team.
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    drawn_at = models.DateTimeField()
    # Drawn in place of one that was put aside.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replacement"
    )
    # Who reads it just now; a hint for others, forgotten after HOLD.
    taken_by = _somebody()
    taken_at = models.DateTimeField(null=True)
    reviewer = _somebody()
    reviewed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    skipped_by = _somebody()
    skipped_at = models.DateTimeField(null=True)
    skip_reason = models.CharField(
        _("lý do bỏ qua"), max_length=12, choices=SkipReason, blank=True, default=""
    )

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
            models.CheckConstraint(
                condition=models.Q(
                    skipped_at__isnull=True, skipped_by__isnull=True, skip_reason=""
                )
                | (
                    models.Q(
                        skipped_at__isnull=False,
                        skipped_by__isnull=False,
                        reviewed_at__isnull=True,
                    )
                    & ~models.Q(skip_reason="")
                    & ~models.Q(skipped_by=models.F("agent"))
                ),
                name="sample_skipped_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True, taken_at__isnull=True)
                | (
                    models.Q(taken_by__isnull=False, taken_at__isnull=False)
                    & ~models.Q(taken_by=models.F("agent"))
                ),
                name="sample_taken_by_somebody_else",
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

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has still to judge it."""
        return self.reviewed_at is None and self.skipped_at is None

    @property
    def said_at(self) -> datetime:
        """When what stands was said: at first, or by a second thought."""
        said = self.changed_at or self.reviewed_at
        assert said is not None  # nothing was said of what nobody judged
        return said

    def is_held_from(self, user: User, at: datetime) -> bool:
        """Whether somebody else reads it just now."""
        if self.taken_at is None or self.taken_by_id == user.pk:
            return False
        return at < self.taken_at + HOLD

    def can_be_amended(self, user: User, at: datetime) -> bool:
        """For the form: whoever judged it, for a while."""
        if self.reviewed_at is None or self.reviewer_id != user.pk:
            return False
        return at < self.reviewed_at + AMEND_WITHIN


class FormerVerdict(Verdict):
    """What a reviewer had found before they changed their mind; never changed itself."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="former")
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-id"]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
