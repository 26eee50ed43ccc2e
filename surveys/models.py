"""Asking customers how we did, and what they said."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Team, User
from surveys.enums import SATISFIED, InvitationState, Score, WhyCancelled
from tickets.models import Ticket

CSAT = "csat"


class SurveyQuerySet(models.QuerySet["Survey"]):
    """The surveys of the house."""

    def csat(self) -> "Survey":
        """The one after every resolved ticket; made with its defaults where it is missing."""
        return self.get_or_create(code=CSAT, defaults={"name": "Hài lòng sau xử lý"})[0]


class Survey(models.Model):
    """A question we ask after something happened, and when we ask it."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    delay_minutes = models.PositiveIntegerField(_("gửi sau (phút)"), default=60)
    expires_days = models.PositiveSmallIntegerField(_("hết hạn sau (ngày)"), default=14)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("khảo sát")
        verbose_name_plural = _("khảo sát")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_days__gte=1), name="survey_lasts_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.name


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of visible tickets."""
        if user.sees_all:
            return self
        return self.filter(ticket__in=Ticket.objects.visible_to(user))


class Invitation(models.Model):
    """That one customer is asked once about one episode of one ticket.

    Agent and team are frozen when it is owed, so that un-assigning later does not
    change whose score it is.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="invitations"
    )
    episode = models.PositiveSmallIntegerField()
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=InvitationState, default=InvitationState.OWED
    )
    # Empty for what was taken back before this was kept.
    why_cancelled = models.CharField(
        max_length=10, choices=WhyCancelled, blank=True, default=""
    )
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "ticket", "episode"],
                name="invitation_once_per_episode",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="invitation_due",
                condition=models.Q(state="owed"),
            ),
            models.Index(
                fields=["expires_at"],
                name="invitation_expiring",
                condition=models.Q(state__in=["owed", "sent"]),
            ),
            models.Index(fields=["sent_at"], name="invitation_sent"),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether a first answer is welcome."""
        return self.state == InvitationState.SENT and at < self.expires_at


# How long a customer may change their mind.
CHANGE_WINDOW = timedelta(hours=24)


class ResponseQuerySet(models.QuerySet["Response"]):
    """Answers, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of visible tickets."""
        if user.sees_all:
            return self
        return self.filter(invitation__ticket__in=Ticket.objects.visible_to(user))


class Response(models.Model):
    """What a customer answered: 1 (very dissatisfied) to 5 (very satisfied)."""

    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, related_name="response"
    )
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5),
                name="response_score_one_to_five",
            )
        ]
        indexes = [models.Index(fields=["-answered_at"])]

    @property
    def changeable_until(self) -> datetime:
        """From then on the answer stands."""
        return self.answered_at + CHANGE_WINDOW

    @property
    def score_label(self) -> str:
        """The score in words."""
        return str(Score(self.score).label)

    @property
    def is_satisfied(self) -> bool:
        """What counts for CSAT: 4 or 5."""
        return self.score >= SATISFIED
