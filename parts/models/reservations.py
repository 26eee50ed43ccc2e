"""What is kept for whom, and who still waits for it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.refs import Ref
from parts.enums import LIVE, ReservationState
from parts.models.catalogue import Part
from parts.models.purchasing import PurchaseLine
from parts.models.sight import StockQuerySet
from parts.models.stock import StockLocation, StockMove


class ReservationQuerySet(StockQuerySet):
    """Reservations, as they stand and in the order they are served."""

    def live(self) -> Self:
        """Those that somebody still counts on."""
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        """Those that nothing is there for, the next one to be served first."""
        return self.filter(state=ReservationState.WAITING).in_turn()

    def in_turn(self) -> Self:
        """The most urgent first, then who was promised the earliest, then who came first."""
        return self.order_by(
            "-urgency", F("promised_at").asc(nulls_last=True), "created_at", "pk"
        )

    def about(self, ref: Ref) -> Self:
        """Those of one claim."""
        return self.filter(about_type=ref.type, about_id=ref.id)


class Reservation(models.Model):
    """So many of a part, kept at one place for one line of work, or waited for.

    `subject` is the line, `about` its claim. Whoever waits knows from `eta_on` when it
    should come, and from which line of a purchase.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="reservations")
    quantity = models.PositiveIntegerField(_("số lượng"))
    location = models.ForeignKey(
        StockLocation, models.PROTECT, related_name="reservations"
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=ReservationState)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    about_type = models.CharField(max_length=80)
    about_id = models.CharField(max_length=40)
    # Higher is served first.
    urgency = models.PositiveSmallIntegerField(default=0)
    promised_at = models.DateTimeField(null=True)
    purchase_line = models.ForeignKey(
        PurchaseLine, models.PROTECT, null=True, related_name="reservations"
    )
    eta_on = models.DateField(_("dự kiến có"), null=True)
    is_eta_confirmed = models.BooleanField(default=False)
    move = models.OneToOneField(
        StockMove, models.PROTECT, null=True, related_name="reservation"
    )
    created_at = models.DateTimeField()
    # Since when it stands as it stands.
    state_since = models.DateTimeField()

    objects = ReservationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(state__in=LIVE),
                name="reservation_one_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="reservation_of_something"
            ),
            models.CheckConstraint(
                condition=Q(state=ReservationState.CONSUMED, move__isnull=False)
                | (~Q(state=ReservationState.CONSUMED) & Q(move=None)),
                name="reservation_consumed_by_a_move",
            ),
            models.CheckConstraint(
                condition=Q(state=ReservationState.WAITING)
                | Q(purchase_line=None, eta_on=None, is_eta_confirmed=False),
                name="reservation_eta_while_waiting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["part", "location", "-urgency", "promised_at"],
                condition=Q(state=ReservationState.WAITING),
                name="reservation_queue",
            ),
            models.Index(
                fields=["part", "location"],
                condition=Q(state=ReservationState.HELD),
                name="reservation_held",
            ),
            models.Index(fields=["about_type", "about_id"], name="reservation_about"),
        ]

    @property
    def subject(self) -> Ref:
        """The line of work it is for."""
        return Ref(self.subject_type, self.subject_id)

    @property
    def about(self) -> Ref:
        """The claim it is for."""
        return Ref(self.about_type, self.about_id)

    @property
    def is_held(self) -> bool:
        """Whether it lies ready."""
        return self.state == ReservationState.HELD

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is there for it yet."""
        return self.state == ReservationState.WAITING
