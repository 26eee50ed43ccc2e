from importlib import import_module

from django.apps import AppConfig


class AftersalesConfig(AppConfig):
    name = "aftersales"
    label = "aftersales"

    def ready(self) -> None:
        """Make our Celery application the one that tasks and wake-ups belong to."""
        import_module("aftersales.celery")
        import_module("aftersales.checks")
