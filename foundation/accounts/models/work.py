"""What somebody can do, and how much of it at a time."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from foundation.accounts.enums import SkillDimension
from foundation.accounts.models.people import User

# As many open tickets as a person answers on a working day.
DEFAULT_CAPACITY = 12


class Skill(models.Model):
    """Something that a ticket may ask of whoever takes it: a product line, a language.

    The code is the value that the ticket carries, such as a product category, a kind
    of request or a locale. It stays when the name changes.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=80)
    dimension = models.CharField(_("loại"), max_length=16, choices=SkillDimension)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["dimension", "name"]
        verbose_name = _("kỹ năng")
        verbose_name_plural = _("kỹ năng")
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "name"], name="skill_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(dimension__in=SkillDimension.values),
                name="skill_dimension_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffSkill(models.Model):
    """Somebody has a skill, for good or up to and including a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="staff_skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="holdings")
    valid_until = models.DateField(_("có hiệu lực đến"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "skill"], name="staff_skill_once")
        ]


class WorkProfile(models.Model):
    """How much somebody carries at a time, and whether they take new work right now.

    Who has no row has the defaults.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="work_profile")
    capacity = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "sức chứa"), default=DEFAULT_CAPACITY
    )
    is_taking = models.BooleanField(_("đang nhận việc"), default=True)
    changed_at = models.DateTimeField(db_default=Now())
