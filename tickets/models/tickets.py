"""A case: whose it is, who works on it, and where it stands."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.columns import folded
from tickets.enums import (
    AuthorKind,
    Complexity,
    Outcome,
    Priority,
    TicketChannel,
    TicketKind,
    TicketStatus,
    WaitReason,
)
from tickets.models.ranks import PRIORITY_RANK
from tickets.models.ticket_rules import CONSTRAINTS, TRIGGERS
from tickets.models.ticket_sets import TicketQuerySet, new_access_key
from tickets.workflow import TICKET_WORKFLOW


def _somebody(*, blank: bool = False) -> "models.ForeignKey[User | None, User | None]":
    """Somebody of the staff, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=blank,
        related_name="+",
    )


class Ticket(models.Model):
    """A customer's question or complaint, from first word to last."""

    number = models.CharField(_("số phiếu"), max_length=16, unique=True)
    access_key = models.CharField(max_length=32, unique=True, default=new_access_key)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    subject_folded = folded("subject")
    kind = models.CharField(_("loại"), max_length=12, choices=TicketKind)
    channel = models.CharField(_("kênh"), max_length=8, choices=TicketChannel)
    priority = models.CharField(
        _("ưu tiên"), max_length=8, choices=Priority, default=Priority.NORMAL
    )
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=TicketStatus, default=TicketStatus.NEW
    )
    wait_reason = models.CharField(
        _("đang chờ"), max_length=10, choices=WaitReason, blank=True, default=""
    )
    category = models.ForeignKey(
        "tickets.TicketCategory", models.PROTECT, null=True, blank=True
    )
    complexity = models.CharField(
        _("độ khó"), max_length=8, choices=Complexity, default=Complexity.SIMPLE
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tickets")
    # The customer's tier and weight in the queue when the ticket came in.
    tier = models.CharField(max_length=12, blank=True, default="")
    queue_weight = models.PositiveSmallIntegerField(default=0)
    # False while only a guest's word says that the contact point is theirs.
    is_verified = models.BooleanField(default=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    assignee = _somebody(blank=True)
    # Who approved one hand-off too many, and answers for the case since.
    accountable = _somebody()
    handoffs = models.PositiveSmallIntegerField(default=0)
    # Since when nobody could take it and the leads have to find an owner.
    supervised_since = models.DateTimeField(null=True)
    # The promise its clocks run by; empty while no policy fits.
    sla_version = models.ForeignKey(
        "tickets.SlaPolicyVersion", models.PROTECT, null=True, related_name="+"
    )
    # The ticket in which this one goes on; a pointer, nothing of it moves.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_here"
    )
    # The larger case of which this one is a part; it cannot end before its parts.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children"
    )
    # Out of the lists until then, or until the customer writes; clocks run on.
    snoozed_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    snoozed_by = _somebody()
    outcome = models.CharField(
        _("kết quả"), max_length=12, choices=Outcome, blank=True, default=""
    )
    resolution = models.TextField(_("đã làm gì"), blank=True, default="")
    # Whose work the outcome is; frozen at resolve time, for surveys and metrics.
    resolved_by = _somebody(blank=True)
    # One more with every reopening; clocks, surveys and reports count by episode.
    episode = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    first_response_at = models.DateTimeField(null=True)
    # Since when the customer waits for a word of ours; empty when it is their turn.
    waiting_since = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField()
    last_message_from = models.CharField(
        max_length=8, choices=AuthorKind, default=AuthorKind.CUSTOMER
    )
    last_message_excerpt = models.CharField(max_length=140, blank=True, default="")
    # By the database itself, whoever writes: what a program asks to catch up with.
    updated_at = models.DateTimeField(db_default=Now())
    # Grows with every public message; a reply names the last one its writer had read.
    public_count = models.PositiveIntegerField(default=0)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu")
        verbose_name_plural = _("phiếu")
        constraints = CONSTRAINTS
        triggers = TRIGGERS
        indexes = [
            models.Index(fields=["updated_at"]),
            GinIndex(
                name="ticket_subject_words",
                fields=["subject_folded"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
            models.Index(fields=["customer", "-id"]),
            models.Index(fields=["unit", "-id"]),
            # What it includes is what lists and the load of agents are counted by: from
            # the index alone, without a look at a row.
            models.Index(
                fields=["assignee", "-last_message_at", "-id"],
                include=[
                    "status",
                    "team",
                    "merged_into",
                    "snoozed_at",
                    "waiting_since",
                    "supervised_since",
                ],
                name="ticket_unfinished_assignee",
                condition=models.Q(status__in=["new", "open", "waiting"]),
            ),
            models.Index(
                fields=["team", "-last_message_at", "-id"],
                include=["assignee", "merged_into", "snoozed_at"],
                name="ticket_unfinished_team",
                condition=models.Q(status__in=["new", "open", "waiting"]),
            ),
            models.Index(
                fields=["-last_message_at", "-id"], name="ticket_by_last_message"
            ),
            # The list of what is done: it would pass by every open ticket first.
            models.Index(
                fields=["-last_message_at", "-id"],
                name="ticket_finished",
                condition=models.Q(status__in=["resolved", "closed"]),
            ),
            # Ascending with nobody waiting last: the inbox's other order.
            models.Index(
                fields=["waiting_since", "id"],
                name="ticket_unfinished_waiting",
                condition=models.Q(status__in=["new", "open", "waiting"]),
            ),
            models.Index(
                PRIORITY_RANK.desc(),
                models.F("last_message_at").desc(),
                models.F("id").desc(),
                name="ticket_unfinished_priority",
                condition=models.Q(status__in=["new", "open", "waiting"]),
            ),
            models.Index(
                fields=["wait_reason", "waiting_since", "id"],
                include=["team", "assignee", "merged_into", "snoozed_at"],
                name="ticket_waiting_for",
                condition=models.Q(status="waiting"),
            ),
            models.Index(
                fields=["wait_reason", "-last_message_at", "-id"],
                name="ticket_waiting_for_newest",
                condition=models.Q(status="waiting"),
            ),
            # What routing still has to place, and what the leads have to.
            models.Index(
                fields=["opened_at", "id"],
                name="ticket_without_owner",
                condition=models.Q(
                    assignee__isnull=True, status__in=["new", "open", "waiting"]
                ),
            ),
            models.Index(
                fields=["supervised_since", "id"],
                name="ticket_supervised",
                condition=models.Q(supervised_since__isnull=False),
            ),
            models.Index(
                fields=["merged_into"],
                name="ticket_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["parent"],
                name="ticket_part",
                condition=models.Q(parent__isnull=False),
            ),
            models.Index(
                fields=["snoozed_until", "id"],
                name="ticket_snoozed",
                condition=models.Q(snoozed_at__isnull=False),
            ),
            models.Index(
                fields=["resolved_at"],
                name="ticket_to_close",
                condition=models.Q(status="resolved"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def short_number(self) -> str:
        """The number as people at the desk say it: #48213."""
        return "#" + self.number.removeprefix("TK-")

    @property
    def current_status(self) -> TicketStatus:
        """The status as an enum member."""
        return TicketStatus(self.status)

    def can_become(self, target: TicketStatus) -> bool:
        """For buttons. The rule itself is checked again by the action."""
        if self.is_merged:
            return False
        return TICKET_WORKFLOW.allows(self.current_status, target)

    @property
    def is_merged(self) -> bool:
        """Whether it goes on in another ticket: it is read, and nothing is done to it."""
        return self.merged_into_id is not None

    @property
    def is_ours(self) -> bool:
        """A part of a case that we opened for ourselves: nothing was said to the customer,
        and they know nothing of it."""
        return self.parent_id is not None and self.public_count == 0

    @property
    def can_be_resolved(self) -> bool:
        """For the resolve button."""
        return self.can_become(TicketStatus.RESOLVED)

    @property
    def can_wait(self) -> bool:
        """For the wait button."""
        return self.can_become(TicketStatus.WAITING)

    @property
    def can_be_reopened(self) -> bool:
        """For the reopen button."""
        is_over = self.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED}
        return is_over and not self.is_merged

    @property
    def can_be_closed(self) -> bool:
        """For the close button."""
        return self.can_become(TicketStatus.CLOSED)

    @property
    def can_be_assigned(self) -> bool:
        """For the assign button: nobody works on a finished ticket, or a merged one."""
        is_over = self.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED}
        return not is_over and not self.is_merged

    def move_to(self, target: TicketStatus) -> None:
        """Take the step or raise TransitionError."""
        TICKET_WORKFLOW.check(self.current_status, target)
        self.status = target
