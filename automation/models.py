"""What is done the same way again and again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from automation.enums import BulkKind, BulkState, ItemState, Sharing
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability, can
from tickets.enums import TicketKind
from tickets.models import Ticket


def shared_with(user: User) -> models.Q:
    """What `user` may use: their own, their team's, everybody's."""
    return (
        models.Q(sharing=Sharing.ALL)
        | models.Q(sharing=Sharing.TEAM, team=user.team_id, team__isnull=False)
        | models.Q(owner=user)
    )


def looked_after_by(user: User) -> models.Q:
    """What `user` may use, and that of every team where they look after the tools of all."""
    if user.sees == Sight.ALL and can(user, Capability.SHARE_TOOLS):
        return shared_with(user) | models.Q(sharing=Sharing.TEAM)
    return shared_with(user)


class CannedReplyQuerySet(models.QuerySet["CannedReply"]):
    """Canned replies, as somebody may use them."""

    def visible_to(self, user: User) -> Self:
        """Staff: those shared with them, and those they look after."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self.filter(looked_after_by(user))

    def offered_to(self, user: User) -> Self:
        """Of those, what stands in the menus of `user`: in use, and shared with them."""
        return self.visible_to(user).filter(shared_with(user), is_active=True)


class CannedReply(models.Model):
    """Words that are used again. `body` names its variables as `{{ khach.ten }}`;
    one that does not exist is refused when it is saved."""

    shortcut = models.SlugField(_("gõ tắt"), max_length=30)
    title = models.CharField(_("tên"), max_length=80)
    body = models.TextField(_("nội dung"), max_length=8000)
    kind = models.CharField(
        _("cho loại phiếu"), max_length=12, choices=TicketKind, blank=True
    )
    sharing = models.CharField(
        _("ai dùng"), max_length=4, choices=Sharing, default=Sharing.OWN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    # How often it was of use, and when last; nobody waits for these two to be exact.
    n_used = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        ordering = ["shortcut", "id"]
        verbose_name = _("câu trả lời mẫu")
        verbose_name_plural = _("câu trả lời mẫu")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "shortcut"],
                condition=models.Q(sharing="own", is_active=True),
                name="canned_reply_own_shortcut_once",
            ),
            models.UniqueConstraint(
                fields=["team", "shortcut"],
                condition=models.Q(sharing="team", is_active=True),
                name="canned_reply_team_shortcut_once",
            ),
            models.UniqueConstraint(
                fields=["shortcut"],
                condition=models.Q(sharing="all", is_active=True),
                name="canned_reply_shortcut_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(sharing="team") | models.Q(team__isnull=False),
                name="canned_reply_team_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MacroQuerySet(models.QuerySet["Macro"]):
    """Macros, as somebody may use them."""

    def visible_to(self, user: User) -> Self:
        """Staff: those shared with them, and those they look after."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self.filter(looked_after_by(user))

    def offered_to(self, user: User) -> Self:
        """Of those, what stands in the menus of `user`: in use, and shared with them."""
        return self.visible_to(user).filter(shared_with(user), is_active=True)


class Macro(models.Model):
    """Several steps at one press, all or none.

    `steps` is a list of {"do": …, …} that `automation.steps` reads and checks.
    """

    name = models.CharField(_("tên"), max_length=80)
    steps = models.JSONField(_("các bước"), default=list)
    sharing = models.CharField(
        _("ai dùng"), max_length=4, choices=Sharing, default=Sharing.OWN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    # How often it was of use, and when last; nobody waits for these two to be exact.
    n_used = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    objects = MacroQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("macro")
        verbose_name_plural = _("macro")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sharing="team") | models.Q(team__isnull=False),
                name="macro_team_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BulkRunQuerySet(models.QuerySet["BulkRun"]):
    """Bulk runs, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own; whoever sees every ticket sees every run."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self if user.sees == Sight.ALL else self.filter(asked_by=user)


class BulkRun(models.Model):
    """One thing done to many tickets, each in a transaction of its own.

    `what` holds ids and enum values of what is to be done; words that are to be said to
    customers stand in `words`.
    """

    kind = models.CharField(max_length=10, choices=BulkKind)
    what = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=BulkState, default=BulkState.WAITING
    )
    n_total = models.PositiveIntegerField(default=0)
    n_done = models.PositiveIntegerField(default=0)
    n_skipped = models.PositiveIntegerField(default=0)
    n_refused = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    # The run that this one takes back; each can be taken back once.
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by"
    )
    client_key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["asked_by", "-id"]),
            models.Index(
                fields=["id"],
                name="bulk_run_under_way",
                condition=models.Q(state__in=["waiting", "running"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished_at=None)
                | models.Q(state__in=["done", "cancelled"], finished_at__isnull=False),
                name="bulk_run_ended_has_time",
            )
        ]


class BulkItem(models.Model):
    """One ticket of a bulk run, and what became of it."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    # The code of the refusal; its sentence is made in the reader's language.
    reason = models.CharField(max_length=40, blank=True)
    # What stood there before, so that it can be taken back: ids and enum values.
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "ticket"], name="bulk_item_once")
        ]
        indexes = [
            models.Index(
                fields=["run", "id"],
                name="bulk_item_waiting",
                condition=models.Q(state="waiting"),
            )
        ]
