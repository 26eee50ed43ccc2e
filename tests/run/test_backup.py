"""A backup brought back into an empty system: all there, and nothing goes out."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from aftersales.archive import ArchiveError, Manifest, back_up, restore
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.notifications.actions import release_held
from foundation.notifications.delivery import sweep_messages
from foundation.notifications.enums import MessageState
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMessageFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHOTO = bytes(range(256)) * 40


def on_server(statement: str) -> None:
    """Run a statement beside the database of the tests."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def archive(tmp_path: Path, settings: Settings) -> Path:
    """A backup of a system with a person, a photo, and messages in three states."""
    settings.DATA_DIR = tmp_path / "old"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "photos" / "ảnh.jpg").write_bytes(PHOTO)
    (settings.DATA_DIR / "secret_key").write_text("the key of the old machine")
    StaffFactory(email="yen@hongha.example")
    OutgoingMessageFactory(state=MessageState.OWED)
    OutgoingMessageFactory(state=MessageState.SENDING, lease_until=NOON)
    OutgoingMessageFactory(state=MessageState.SENT, sent_at=NOON)
    file = tmp_path / "archive.tar"
    back_up(file, at=NOON)
    return file


@pytest.fixture
def empty_system(archive: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Another database and another data folder, both empty."""
    ours = connection.settings_dict["NAME"]
    empty = f"{ours}_empty"
    on_server(f'DROP DATABASE IF EXISTS "{empty}"')
    on_server(f'CREATE DATABASE "{empty}"')
    connection.close()
    connection.settings_dict["NAME"] = empty
    settings.DATA_DIR = tmp_path / "new"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.DATA_DIR.mkdir()
    yield settings.DATA_DIR
    connection.close()
    connection.settings_dict["NAME"] = ours
    on_server(f'DROP DATABASE IF EXISTS "{empty}" WITH (FORCE)')
    on_server(f'DROP DATABASE IF EXISTS "{empty}_restoring" WITH (FORCE)')


def states() -> list[str]:
    return sorted(OutgoingMessage.objects.values_list("state", flat=True))


def test_everything_comes_back(archive: Path, empty_system: Path) -> None:
    manifest = restore(archive, at=NOON)

    assert manifest == Manifest(
        format=1,
        made_at="2026-11-20T08:00:00+00:00",
        n_files=1,
        n_bytes=len(PHOTO),
        is_demo=False,
    )
    assert User.objects.get().email == "yen@hongha.example"
    assert (empty_system / "media" / "photos" / "ảnh.jpg").read_bytes() == PHOTO
    assert (empty_system / "secret_key").read_text() == "the key of the old machine"
    assert (empty_system / "demo").read_text() == "0\n"


def test_what_was_owed_is_held_until_somebody_releases_it(
    archive: Path, empty_system: Path
) -> None:
    restore(archive, at=NOON)
    sweep_messages()
    assert states() == ["held", "held", "sent"]

    # What becomes owed in the meantime waits as well: a survey, a reminder.
    OutgoingMessageFactory(dedupe_key="later", message_id="<later@127.0.0.1>")
    sweep_messages()
    assert "sent" not in states()[:3]

    release_held(actor=SYSTEM, at=NOON)
    assert states() == ["owed", "owed", "owed", "sent"]


def test_a_system_with_people_in_it_is_left_alone(
    archive: Path, empty_system: Path
) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    StaffFactory(email="somebody@hongha.example")

    with pytest.raises(ArchiveError, match="There are people in this system"):
        restore(archive, at=NOON)

    assert User.objects.get().email == "somebody@hongha.example"


def test_a_migrated_system_without_people_counts_as_empty(
    archive: Path, empty_system: Path
) -> None:
    call_command("migrate", interactive=False, verbosity=0)

    restore(archive, at=NOON)

    assert User.objects.count() == 1


def test_an_archive_that_was_cut_off_changes_nothing(
    archive: Path, empty_system: Path
) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ArchiveError):
        restore(archive, at=NOON)

    assert connection.introspection.table_names() == []
    assert not (empty_system / "media").exists()


def test_an_archive_that_lost_a_file_is_refused(
    archive: Path, empty_system: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "unpacked"
    with tarfile.open(archive) as packed:
        packed.extractall(folder)
    (folder / "media" / "photos" / "ảnh.jpg").unlink()
    with tarfile.open(archive, "w") as packed:
        packed.add(folder, "")

    with pytest.raises(ArchiveError, match="does not hold what it says"):
        restore(archive, at=NOON)


def test_nobody_else_can_read_the_archive(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_an_archive_writes_nowhere_else(
    archive: Path, empty_system: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("harmful")
    with tarfile.open(archive, "a") as packed:
        packed.add(outside, "../escaped")

    restore(archive, at=NOON)

    assert not list(tmp_path.rglob("escaped"))
