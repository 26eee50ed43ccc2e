"""The lock files pin everything, with hashes, and name no host."""

import json
import re
from pathlib import Path

import pytest

from aftersales.embedded.endpoints import REPOSITORY

LOCKS = ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]


def entries(lock: str) -> list[str]:
    text = (REPOSITORY / lock).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pinned(lock: str) -> dict[str, str]:
    return dict(line.split()[0].split("==") for line in entries(lock))


def wanted(source: str) -> set[str]:
    lines = (REPOSITORY / source).read_text().splitlines()
    names = (re.match(r"[a-z0-9][a-z0-9-]*", line) for line in lines)
    return {name.group() for name in names if name}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_to_one_version_with_hashes(lock: str) -> None:
    loose = [
        line
        for line in entries(lock)
        if not re.match(r"[a-z0-9.-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]

    assert entries(lock)
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_wanted_is_locked(lock: str) -> None:
    assert wanted(lock.replace(".lock", ".in")) <= set(pinned(lock))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock"])
def test_tests_run_with_the_versions_of_production(lock: str) -> None:
    assert pinned(lock).items() <= pinned("requirements-dev.lock").items()


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", ".npmrc"])
def test_no_lock_file_names_a_host_or_a_folder(name: str) -> None:
    text = (REPOSITORY / name).read_text()

    assert "://" not in text.replace('"url": "https://', "")
    assert not re.search(r"--(extra-)?index|--find-links|\"resolved\"|file:", text)


def test_the_assets_are_locked_with_hashes() -> None:
    packages = json.loads(Path(REPOSITORY / "package-lock.json").read_text())[
        "packages"
    ]
    unlocked = [
        name
        for name, entry in packages.items()
        if name and not {"integrity", "inBundle"} & set(entry)
    ]

    assert unlocked == []
