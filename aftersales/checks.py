"""What must be so before anything starts; `prepare` refuses otherwise."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def database_folds_vietnamese(
    databases: Sequence[str] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Search without diacritics or case depends on the database knowing its letters."""
    return [
        Error(
            f"The database {alias!r} does not know that 'đ' is the small 'Đ'.",
            hint="Create it with --locale-provider=builtin --builtin-locale=C.UTF-8 "
            "--encoding=UTF8, or with another UTF-8 locale.",
            id="aftersales.E001",
        )
        for alias in databases or []
        if not _folds(alias)
    ]


def _folds(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT lower('Đ') = 'đ' AND 'Ề' ILIKE 'ề'")
        return bool(cursor.fetchone()[0])


@register(Tags.security)
def demo_stays_private(**_kwargs: Any) -> list[CheckMessage]:
    """The demo shows its passwords and codes to whoever opens the sign-in page."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not settings.DEMO or settings.DEBUG or settings.DEMO_FORCE or is_private(host):
        return []
    return [
        Error(
            f"Demo mode at {settings.BASE_URL}, which others may reach.",
            hint="Set DEMO=0 for real use, or DEMO_FORCE=1 for a public demonstration.",
            id="aftersales.E002",
        )
    ]


def is_private(host: str) -> bool:
    """Whether only this machine or this network calls itself so."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
