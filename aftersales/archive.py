"""One archive of everything: the database first, then the files it speaks of.

Files are never overwritten and outlive their last mention by two weeks, so every file
that the database of an archive mentions is in the archive.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg2.extensions import quote_ident

from aftersales.embedded.endpoints import private_draft
from aftersales.embedded.postgres import programs
from foundation.accounts.models import User
from foundation.core.errors import DomainError
from foundation.events.actions import settle_restored_log
from foundation.notifications.actions import hold_all_owed

FORMAT = 1
MAINTENANCE_DATABASE = "postgres"


class ArchiveError(DomainError):
    """The archive cannot be written or restored; the text says why."""

    code = "archive"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says about itself; the last thing written into it."""

    format: int
    made_at: str
    n_files: int
    n_bytes: int
    is_demo: bool


# --- Backup ---


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write everything into `target`, which appears when it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / "database.dump"
        _run("pg_dump", "--format=custom", _WITHOUT_STATISTICS, f"--file={dump}")
        draft.touch(mode=0o600)
        with tarfile.open(draft, "w") as archive:
            archive.add(dump, "database.dump")
            manifest = _add_files(archive, at=at)
            note = Path(folder) / "manifest.json"
            note.write_text(json.dumps(asdict(manifest), indent=1))
            archive.add(note, "manifest.json")
    draft.replace(target)
    return manifest


def _add_files(archive: tarfile.TarFile, *, at: datetime) -> Manifest:
    media = Path(settings.MEDIA_ROOT)
    key = Path(settings.DATA_DIR) / "secret_key"
    if key.exists():  # or the links in mails that are out would end with the machine
        archive.add(key, "secret_key")
    files = sorted(path for path in media.rglob("*") if path.is_file())
    for path in files:
        archive.add(path, f"media/{path.relative_to(media)}")
    return Manifest(
        format=FORMAT,
        made_at=at.isoformat(),
        n_files=len(files),
        n_bytes=sum(path.stat().st_size for path in files),
        is_demo=settings.DEMO,
    )


# --- Restore ---


def restore(source: Path, *, at: datetime) -> Manifest:
    """Bring an archive back into an empty system, where everything owed is held.

    The database is built beside the empty one and takes its place when it is complete
    and held: a restore that is interrupted leaves the system as empty as it was.
    """
    _refuse_if_in_use()
    name = connection.settings_dict["NAME"]
    beside = f"{name}_restoring"
    with _unpacked(source) as folder, _maintenance() as server:
        manifest = _checked(folder)
        _create(server, beside)
        _run(
            "pg_restore", *_LEAN, "--exit-on-error", folder / "database.dump", to=beside
        )
        with _connected_to(beside):
            call_command("migrate", interactive=False, verbosity=0)
            settle_restored_log()
            hold_all_owed(at=at)
        _put_files(folder, manifest)
        _swap(server, beside, name)
    return manifest


def _refuse_if_in_use() -> None:
    tables = connection.introspection.table_names()
    if User._meta.db_table in tables and User.objects.exists():
        raise ArchiveError(
            "There are people in this system. Restore into an empty one: another "
            "DATA_DIR, or another DATABASE_URL."
        )
    connection.close()


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as name:
        folder = Path(name)
        try:
            with tarfile.open(source) as archive:
                for member in archive:
                    _unpack(archive, member, folder)
        except (OSError, EOFError, tarfile.TarError) as error:
            raise ArchiveError(f"{source} cannot be read: {error}") from error
        yield folder


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one plain file; early releases of Python 3.11 know no safe way of their own."""
    target = (folder / member.name).resolve()
    packed = archive.extractfile(member) if member.isfile() else None
    if packed is None or not target.is_relative_to(folder.resolve()):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)


def _checked(folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text()))
    except (OSError, ValueError, TypeError):
        raise ArchiveError("This is no backup, or one that was cut off.") from None
    files = [path for path in (folder / "media").rglob("*") if path.is_file()]
    found = (len(files), sum(path.stat().st_size for path in files))
    if manifest.format != FORMAT or found != (manifest.n_files, manifest.n_bytes):
        raise ArchiveError("The archive does not hold what it says it holds.")
    return manifest


def _put_files(folder: Path, manifest: Manifest) -> None:
    data = Path(settings.DATA_DIR)
    if (folder / "media").exists():
        shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    if (folder / "secret_key").exists():
        private_draft(data / "secret_key", (folder / "secret_key").read_text()).replace(
            data / "secret_key"
        )
    (data / "demo").write_text("1\n" if manifest.is_demo else "0\n")


# --- The server ---

# Without what another server may lack or forbid: a superuser's extension, our owner.
_WITHOUT_STATISTICS = "--exclude-extension=pg_stat_statements"
_LEAN = ("--no-owner", "--no-privileges")


def _run(program: str, *arguments: str | Path, to: str | None = None) -> None:
    """Run a program of PostgreSQL on our database; the password is in no command line."""
    ours = connection.settings_dict
    target = f"--dbname={to or ours['NAME']}"
    environment = {
        "PATH": os.defpath,
        "PGHOST": ours["HOST"] or "127.0.0.1",
        "PGPORT": str(ours["PORT"] or 5432),
        "PGUSER": ours["USER"],
        "PGPASSWORD": ours["PASSWORD"],
    }
    command: Sequence[str | Path] = [programs(None) / program, target, *arguments]
    done = subprocess.run(  # noqa: S603  # our own program and arguments
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ArchiveError(f"{program} failed: {done.stderr.strip()}")


@contextmanager
def _maintenance() -> Iterator[Any]:
    """A connection beside ours, for one cannot replace the database one is in."""
    ours = connection.settings_dict
    server = psycopg2.connect(
        host=ours["HOST"],
        port=ours["PORT"] or 5432,
        user=ours["USER"],
        password=ours["PASSWORD"],
        dbname=MAINTENANCE_DATABASE,
    )
    server.autocommit = True
    try:
        yield server
    except psycopg2.Error as error:
        raise ArchiveError(f"The server refuses: {error}") from error
    finally:
        server.close()


def _create(server: Any, name: str) -> None:
    with server.cursor() as cursor:
        cursor.execute(
            f"DROP DATABASE IF EXISTS {quote_ident(name, server)} WITH (FORCE)"
        )
        cursor.execute(f"CREATE DATABASE {quote_ident(name, server)}")


def _swap(server: Any, new: str, name: str) -> None:
    with server.cursor() as cursor:
        cursor.execute(
            f"DROP DATABASE IF EXISTS {quote_ident(name, server)} WITH (FORCE)"
        )
        cursor.execute(
            f"ALTER DATABASE {quote_ident(new, server)} RENAME TO {quote_ident(name, server)}"
        )


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    """Our models, on another database of the same server."""
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
