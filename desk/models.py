"""How people arrange their desk: views they saved, columns they chose. No case is here."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from automation.enums import Sharing
from desk.enums import Density
from foundation.accounts.models import Team, User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, as somebody may use them."""

    def visible_to(self, user: User) -> Self:
        """Staff: their own, their team's and everybody's."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self.filter(
            models.Q(sharing=Sharing.ALL)
            | models.Q(sharing=Sharing.TEAM, team=user.team_id, team__isnull=False)
            | models.Q(owner=user)
        )


class SavedView(models.Model):
    """A question to the inbox under a name. `query` is what stands in the address."""

    name = models.CharField(_("tên mục"), max_length=60)
    query = models.JSONField(default=dict)
    sharing = models.CharField(
        _("ai thấy"), max_length=4, choices=Sharing, default=Sharing.OWN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Counts changes of name, question and sharing, so that nobody writes over another's.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "id"]
        verbose_name = _("mục đã lưu")
        verbose_name_plural = _("mục đã lưu")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sharing="team") | models.Q(team__isnull=False),
                name="saved_view_team_is_named",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_visible_to(self, user: User) -> bool:
        """Whether `user` may use it, as `visible_to` has it."""
        is_teams = self.sharing == Sharing.TEAM and self.team_id == user.team_id
        return self.owner_id == user.pk or self.sharing == Sharing.ALL or is_teams


class ListLayout(models.Model):
    """How one person looks at one view: as panes or as a table, which columns, how dense."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The code of a view of the house, or saved:<id>.
    view = models.CharField(max_length=24)
    is_table = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    density = models.CharField(max_length=8, choices=Density, default=Density.USUAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "view"], name="list_layout_once")
        ]


class OpeningList(models.Model):
    """The list that the inbox of one person opens with: of the house, or a saved one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    # The code of a view of the house; empty where it is a saved one.
    view = models.CharField(max_length=24, blank=True)
    saved = models.ForeignKey(SavedView, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(view="", saved__isnull=False)
                | (~models.Q(view="") & models.Q(saved=None)),
                name="opening_list_is_one",
            )
        ]
