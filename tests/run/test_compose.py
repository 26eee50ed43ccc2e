"""docker-compose.yml is valid, and the same system as `make run`."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml

from aftersales.embedded.endpoints import REPOSITORY
from aftersales.embedded.processes import (
    LOCALE,
    POSTGRES_MAJOR,
    POSTGRES_SETTINGS,
    PREPARE,
    PROGRAMS,
    VALKEY_MAJOR,
    VARIABLES,
    WEB,
    Program,
)
from aftersales.embedded.valkey import configuration

COMPOSE: dict[str, Any] = yaml.safe_load(
    (REPOSITORY / "docker-compose.yml").read_text()
)
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text()
STORES = {"postgres", "valkey"}


def test_the_file_fits_the_schema_of_the_compose_specification() -> None:
    schemas = files("check_jsonschema.builtin_schemas.vendor")
    schema = json.loads(schemas.joinpath("compose-spec.json").read_text())

    jsonschema.validate(COMPOSE, schema)


def test_the_containers_are_the_programs_of_make_run_and_its_stores() -> None:
    programs = {program.name for program in PROGRAMS}

    assert set(SERVICES) == STORES | programs | {"prepare"}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_container_runs_the_command_of_make_run(program: Program) -> None:
    service = SERVICES[program.name]

    assert tuple(service["command"]) == program.command
    assert program.environment.items() <= service["environment"].items()
    assert seconds(service.get("stop_grace_period", "10s")) >= program.patience


def test_the_database_is_prepared_by_the_command_of_make_run() -> None:
    assert tuple(SERVICES["prepare"]["command"]) == PREPARE


@pytest.mark.parametrize("name", ["prepare", "web", "worker", "beat"])
def test_every_program_is_told_every_variable(name: str) -> None:
    assert set(VARIABLES) <= set(SERVICES[name]["environment"])


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_no_program_starts_before_the_database_is_prepared(name: str) -> None:
    waits_for = SERVICES[name]["depends_on"]

    assert waits_for["prepare"] == {"condition": "service_completed_successfully"}


def test_the_stores_are_of_the_versions_that_make_run_brings() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text()

    assert SERVICES["postgres"]["image"] == f"postgres:{POSTGRES_MAJOR}"
    assert SERVICES["valkey"]["image"] == f"valkey/valkey:{VALKEY_MAJOR}"
    assert f"\nembedded-postgres=={POSTGRES_MAJOR}." in lock
    assert f"\nvalkeylite=={VALKEY_MAJOR}." in lock


def test_postgres_has_the_locale_and_the_settings_of_make_run() -> None:
    postgres = SERVICES["postgres"]
    settings = [flag for setting in POSTGRES_SETTINGS for flag in ("-c", setting)]

    assert postgres["environment"]["POSTGRES_INITDB_ARGS"] == " ".join(LOCALE)
    assert postgres["command"] == ["postgres", *settings]


def test_valkey_forgets_as_that_of_make_run_does() -> None:
    flags = SERVICES["valkey"]["command"][1:]
    pairs = {
        f"{name.removeprefix('--')} {value or quoted_nothing()}"
        for name, value in zip(flags[::2], flags[1::2], strict=True)
    }

    assert pairs <= set(configuration(6379, "x").splitlines())


@pytest.mark.parametrize("name", sorted({"postgres", "valkey", "worker", "beat"}))
def test_every_container_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_the_image_runs_as_nobody_special_and_checks_its_health() -> None:
    stage = DOCKERFILE.rpartition("\nFROM ")[2]

    assert "\nUSER aftersales\n" in stage
    assert "\nHEALTHCHECK " in stage
    assert f"CMD {json.dumps(list(WEB.command))}" in stage


def test_the_image_is_built_from_the_lock_files() -> None:
    assert DOCKERFILE.count("--require-hashes") == 2
    assert "npm ci" in DOCKERFILE


def test_only_the_machine_itself_reaches_the_ports() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports == ["127.0.0.1:${PORT:-8000}:8000"]


def test_no_secret_stands_in_the_file() -> None:
    web = SERVICES["web"]["environment"]

    assert web["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert ":${POSTGRES_PASSWORD:?" in web["DATABASE_URL"]


def seconds(duration: str) -> float:
    return float(duration.removesuffix("s"))


def quoted_nothing() -> str:
    return '""'
