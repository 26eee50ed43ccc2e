from django.db import models
from django.utils.translation import gettext_lazy as _


class Density(models.TextChoices):
    """How much room a row of a table takes."""

    USUAL = "usual", _("Vừa")
    COMPACT = "compact", _("Dày")
