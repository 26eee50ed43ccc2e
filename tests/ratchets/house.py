"""What the ratchets look at."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = (
    "aftersales",
    "foundation",
    "customers",
    "catalog",
    "tickets",
    "intake",
    "parts",
    "warranty",
    "surveys",
    "quality",
    "automation",
    "insights",
    "desk",
    "portal",
)

# One file in, by its path from the root and its text; complaints out.
Ratchet = Callable[[str, str], Iterator[str]]


def sources() -> list[tuple[str, str]]:
    """Every Python file of the product, without migrations."""
    return [
        _file(path)
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[tuple[str, str]]:
    """Every template."""
    return [_file(path) for path in sorted((ROOT / "templates").rglob("*.*"))]


def app_folders() -> list[Path]:
    """The folder of every app, those of the ground floor included."""
    floors = [path.parent for path in (ROOT / "foundation").glob("*/apps.py")]
    return sorted([*floors, *(ROOT / app for app in APPS if app != "foundation")])


def _file(path: Path) -> tuple[str, str]:
    return path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
