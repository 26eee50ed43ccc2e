"""Fixed principals and things, printed as one JSON object."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from aftersales.demo.blackbox import seed_blackbox


class Command(BaseCommand):
    """`manage.py seed_blackbox`: what somebody needs to judge the system from outside."""

    help = "Create fixed principals and things and print them as JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and print."""
        seeded = seed_blackbox(timezone.now())
        self.stdout.write(json.dumps(seeded, ensure_ascii=False, indent=1))
