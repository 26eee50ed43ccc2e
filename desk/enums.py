from django.db import models
from django.utils.translation import gettext_lazy as _


class Density(models.TextChoices):
    """How much room a row of a table takes."""

    USUAL = "usual", _("Vừa")
    COMPACT = "compact", _("Dày")


class Doing(models.TextChoices):
    """What somebody does at a ticket that they have open."""

    VIEWING = "viewing", _("đang xem")
    EDITING = "editing", _("đang viết")
    GONE = "gone", _("đã rời")
