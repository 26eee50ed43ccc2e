"""What must be so before anything starts; `prepare` and the web server refuse otherwise."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.security)
def check_demo_is_private(**_kwargs: Any) -> list[CheckMessage]:
    """The demo shows its passwords and codes to whoever opens the sign-in page."""
    if not settings.DEMO or settings.DEBUG or settings.DEMO_FORCE:
        return []
    hosts = [urlsplit(settings.BASE_URL).hostname or "", *settings.ALLOWED_HOSTS]
    public = sorted({host for host in hosts if not is_this_machine(host)})
    if not public:
        return []
    return [
        Error(
            f"Demo mode where others may come in: {', '.join(public)}.",
            hint="Set DEMO=0 for real use; DEMO_FORCE=1 if everybody may come in.",
            id="aftersales.E001",
        )
    ]


def is_this_machine(host: str) -> bool:
    """Whether a host name leads to the machine itself and nowhere else."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def stop_if_refused() -> None:
    """End a server that is started without the checks of the command line."""
    refusals = check_demo_is_private()
    if refusals:
        raise SystemExit("\n".join(f"{error.msg} {error.hint}" for error in refusals))


@register(Tags.database)
def check_database_folds_vietnamese(
    databases: Sequence[str] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Search without diacritics or case depends on the database knowing its letters."""
    return [
        Error(
            f"The database {alias!r} does not know that 'đ' is the small 'Đ'.",
            hint="Create it with --locale-provider=builtin --builtin-locale=C.UTF-8 "
            "--encoding=UTF8, or with another UTF-8 locale.",
            id="aftersales.E002",
        )
        for alias in databases or []
        if not _folds(alias)
    ]


def _folds(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT lower('Đ') = 'đ' AND 'Ề' ILIKE 'ề'")
        return bool(cursor.fetchone()[0])
