from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """How well cases were handled: a sample, judged by a rubric."""

    name = "quality"
    verbose_name = _("Chất lượng")

    def ready(self) -> None:
        """Name this app's things, what happens to them and what is told of them."""
        from quality import notices, things, verbs

        things.register()
        assert verbs.QUALITY_DRAWN  # imported for the words it registers
        assert notices.QUALITY_SAID
