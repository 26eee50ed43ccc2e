"""What machines ask: is the process alive, can it serve. No versions, no names."""

import shutil
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DATABASE_PATIENCE = "1s"
FREE_DISK_SHARE = (
    0.05  # below it, an attachment or the write-ahead log may fail any time
)
BROKER_PATIENCE_SECONDS = 0.1

# Migrations are applied before the web server starts; once seen, they stay applied.
_migrated = False


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Pages can be served; without the broker they can, only less lively."""
    is_ready = database_answers() and is_migrated() and storage_has_room()
    if not is_ready:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok" if broker_answers() else "degraded"})


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{DATABASE_PATIENCE}'")
            cursor.execute("SELECT 1")
            cursor.execute("RESET statement_timeout")
    except DatabaseError:
        return False
    return True


def is_migrated() -> bool:
    global _migrated  # asked every few seconds, decided once
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def storage_has_room() -> bool:
    media = Path(settings.MEDIA_ROOT)
    try:
        media.mkdir(parents=True, exist_ok=True)
        usage = shutil.disk_usage(media)
        probe = media / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError:
        return False
    return usage.free / usage.total > FREE_DISK_SHARE


def broker_answers() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=BROKER_PATIENCE_SECONDS,
        socket_connect_timeout=BROKER_PATIENCE_SECONDS,
        retry=None,
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
