"""The embedded PostgreSQL and Valkey: right settings, no way in, no process left behind."""

import json
import os
import shutil
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from aftersales.embedded.accounts import (
    STATE_HOMES,
    account_for,
    reachable_copy,
    reachable_folder,
    throwaway_folder,
)
from aftersales.embedded.children import Guard
from aftersales.embedded.endpoints import RunRecord, digest
from aftersales.embedded.errors import PostgresError
from aftersales.embedded.postgres import Postgres
from aftersales.embedded.processes import POSTGRES_SETTINGS
from aftersales.embedded.pytest_plugin import ThrowawayServers
from aftersales.embedded.servers import Servers, free_port

from .conftest import all_gone, python, until

SERVE = """
import json, signal, sys
from aftersales.embedded.pytest_plugin import ThrowawayServers
started = ThrowawayServers()
pids = [process.pid for process in started.servers.running.values()]
print(json.dumps({"pids": pids, "folder": str(started.folder)}), flush=True)
signal.pause()
"""


@pytest.fixture(scope="module")
def throwaway() -> Iterator[ThrowawayServers]:
    started = ThrowawayServers()
    yield started
    started.stop()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[Servers, Postgres]]:
    """A prepared cluster that is not served yet."""
    account = account_for(Path("/nonexistent"))
    home = throwaway_folder("aftersales-cluster-", account)
    guard = Guard(throwaway=home)
    servers = Servers(guard, home)
    made = Postgres(home / "postgres", account, (*POSTGRES_SETTINGS, "fsync=off"))
    made.prepare("first")
    yield servers, made
    servers.stop()
    guard.close()


def ask(url: str, question: str) -> object:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]  # type: ignore[index] # each question has an answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SELECT lower('ĐIỆN MÁY')", "điện máy"),
        ("SELECT 'Đặng' ILIKE 'đẶNG'", True),
        ("SHOW shared_preload_libraries", "pg_stat_statements"),
        ("SHOW listen_addresses", "127.0.0.1"),
        ("SELECT count(*) >= 0 FROM pg_stat_statements", True),
        ("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", False),
    ],
)
def test_the_database_is_set_up_for_vietnamese_and_for_us_alone(
    throwaway: ThrowawayServers, question: str, answer: object
) -> None:
    assert ask(throwaway.endpoints.database_url, question) == answer


def test_the_superuser_cannot_come_in_over_the_network(
    throwaway: ThrowawayServers,
) -> None:
    url = throwaway.endpoints.database_url.replace("//aftersales:", "//postgres:")

    with pytest.raises(psycopg2.OperationalError, match="authentication failed"):
        psycopg2.connect(url)


def test_the_broker_answers_nobody_without_the_password(
    throwaway: ThrowawayServers,
) -> None:
    address = throwaway.endpoints.redis_url.rpartition("@")[2]

    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(f"redis://{address}").ping()


def test_killing_whoever_started_the_servers_ends_them_and_their_data(
    prefix: list[str],
) -> None:
    with python(SERVE, prefix=prefix) as owner:
        assert owner.stdout is not None
        told = json.loads(owner.stdout.readline())

        owner.kill()

    assert all_gone(told["pids"])
    assert until(lambda: not Path(told["folder"]).exists())


def test_a_killed_postgres_comes_back_with_its_data(
    cluster: tuple[Servers, Postgres],
) -> None:
    servers, made = cluster
    port = servers.start_postgres(made, free_port(), "first")
    url = RunRecord(port, 0, "first").endpoints.database_url
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()

    servers.running["postgres"].send_signal(signal.SIGKILL)
    assert until(lambda: servers.dead() == ["postgres"])
    servers.restart("postgres")

    assert ask(url, "SELECT answer FROM kept") == 42


def test_a_new_password_replaces_a_lost_one(cluster: tuple[Servers, Postgres]) -> None:
    servers, made = cluster

    made.prepare("second", known="")
    port = servers.start_postgres(made, free_port(), "second")

    assert ask(RunRecord(port, 0, "second").endpoints.database_url, "SELECT 1") == 1


def test_a_lock_file_with_the_id_of_a_stranger_is_forgotten(
    cluster: tuple[Servers, Postgres],
) -> None:
    _, made = cluster
    lock = made.folder / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{made.folder}\n")

    made.prepare("first", known="first")

    assert not lock.exists()


def test_what_a_killed_first_start_left_is_made_anew(
    cluster: tuple[Servers, Postgres],
) -> None:
    _, made = cluster
    shutil.rmtree(made.folder)
    draft = made.folder.with_name("postgres.new")
    draft.mkdir()
    (draft / "half").touch()

    made.prepare("first")

    assert not draft.exists()
    assert (made.folder / "PG_VERSION").exists()


def test_data_of_another_release_are_refused_with_a_way_out(
    cluster: tuple[Servers, Postgres],
) -> None:
    _, made = cluster
    (made.folder / "PG_VERSION").write_text("17\n")

    with pytest.raises(PostgresError, match="Make a backup with the release"):
        made.prepare("first")


def test_programs_below_a_closed_folder_are_copied_where_the_server_can_run_them() -> (
    None
):
    account = account_for(Path("/nonexistent"))
    home = throwaway_folder("aftersales-closed-", None)
    home.chmod(0o700)
    program = home / "site" / "package" / "bin" / "server"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    program.chmod(0o755)
    before = os.umask(0o027)

    try:
        tree = reachable_copy(home / "site", ("package/bin",), account)

        assert account is None or account.can_enter(tree / "package" / "bin" / "server")
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
    finally:
        os.umask(before)
        shutil.rmtree(home)
        shutil.rmtree(tree, ignore_errors=True)


def test_data_below_a_closed_folder_stand_where_the_server_can_reach_them() -> None:
    account = account_for(Path("/nonexistent"))
    home = throwaway_folder("aftersales-closed-", None)
    home.chmod(0o700)
    wanted = home / "data" / "postgres"

    try:
        place = reachable_folder(wanted, account)
        again = reachable_folder(wanted, account)

        assert account is None or account.can_enter(place.parent)
        assert again == place
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(home)
        for state_home in STATE_HOMES:
            shutil.rmtree(state_home / digest(wanted), ignore_errors=True)
