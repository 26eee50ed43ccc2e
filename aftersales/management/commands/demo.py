"""Fills an empty system with the demo shop."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from aftersales.demo.load import Size, load_demo
from foundation.accounts.models import User


class Command(BaseCommand):
    """`manage.py demo`: a small Vietnamese shop, loaded by calling actions."""

    help = "Fill an empty system with the demo shop."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the shop, or say that there is something already."""
        if User.objects.exists():
            self.stdout.write("There is data already; the demo was not loaded.")
            return
        load_demo(
            timezone.now(),
            lambda what: self.stdout.write(f"  demo: {what}"),
            Size(*settings.DEMO_SIZE),
        )
