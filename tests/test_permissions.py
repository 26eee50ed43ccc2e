"""The permission matrix: every address of the system, tried by everybody.

The tables stand in tests/permissions/, one module per app.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import permissions
from tests.permissions.rows import Outcome, Row
from tests.permissions.world import World

# Tried elsewhere: Django's admin, for administrators only, in
# tests/accounts/test_sign_in.py; the event streams, which never end, with the tickets.
ELSEWHERE = re.compile(r"^(admin|live|bell):")


def load_tables() -> dict[str, list[Row]]:
    """Every row by URL name, from all modules beside this one."""
    rows: dict[str, list[Row]] = {}
    for module in iter_modules(permissions.__path__):
        table = import_module(f"tests.permissions.{module.name}")
        for name, found in getattr(table, "ROUTES", {}).items():
            rows.setdefault(name, []).extend(
                [found] if isinstance(found, Row) else found
            )
    return rows


def walk(resolver: Any, space: str = "") -> Iterator[tuple[str, Any]]:
    """The name and view of every address."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}", entry.callback


ROWS = load_tables()
ADDRESSES = {
    name: view for name, view in walk(get_resolver()) if not ELSEWHERE.match(name)
}
CASES = [
    pytest.param(name, row, id=f"{row.method} {name}")
    for name, rows in sorted(ROWS.items())
    for row in rows
]
HIDING = [
    pytest.param(name, row, who, id=f"{row.method} {name} {who}")
    for name, rows in sorted(ROWS.items())
    for row in rows
    if row.absent
    for who in sorted(row.expected)
    if row.expected[who] == Outcome.HIDDEN
]
ONLY_POST = sorted(
    name for name, rows in ROWS.items() if {row.method for row in rows} == {"POST"}
)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One world for all rows: every request takes back what it changed."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, DEBUG=False),
        transaction.atomic(),
    ):
        yield World().complete()
        transaction.set_rollback(True)


def ask(client: Client, row: Row, address: str) -> Any:
    """The answer, with everything the request changed taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        kind = "application/json" if row.is_api else "application/octet-stream"
        body = "{}" if row.is_api else ""
        response = client.generic(row.method, address, body, content_type=kind)
        list(getattr(response, "streaming_content", ()))
        transaction.set_rollback(True)
    client.cookies = cookies  # type: ignore[assignment] # a copy of the same kind
    return response


def outcome_of(response: HttpResponse) -> Outcome | str:
    """What became of a request; an odd status as itself, which no table expects."""
    known = {401: Outcome.UNKNOWN, 403: Outcome.DENIED, 404: Outcome.HIDDEN}
    place = response.headers.get("Location", "")
    if place.startswith("/desk/sign-in/?"):
        return Outcome.DESK_SIGN_IN
    if place.startswith("/sign-in/?"):
        return Outcome.SIGN_IN
    if response.status_code in {200, 201, 204, 302, 400, 409, 415, 422}:
        return Outcome.IN
    return known.get(response.status_code, f"status {response.status_code}")


@pytest.mark.django_db
def test_a_world_can_be_made() -> None:
    """Alone in asking for a database, it also has one made for the others."""
    assert World().complete().ticket.pk


@pytest.mark.parametrize(("name", "row"), CASES)
def test_everybody_gets_what_the_table_says(world: World, name: str, row: Row) -> None:
    address = reverse(name, kwargs=row.kwargs(world))
    clients = world.programs if row.is_api else world.people

    found = {who: outcome_of(ask(clients[who], row, address)) for who in row.expected}

    assert found == dict(row.expected)


@pytest.mark.parametrize(("name", "row", "who"), HIDING)
def test_what_is_foreign_looks_like_what_does_not_exist(
    world: World, name: str, row: Row, who: str
) -> None:
    client = (world.programs if row.is_api else world.people)[who]
    kwargs = row.kwargs(world)

    foreign = ask(client, row, reverse(name, kwargs=kwargs))
    absent = ask(client, row, reverse(name, kwargs=kwargs | dict(row.absent)))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert without_secrets(foreign) == without_secrets(absent)


def without_secrets(response: Any) -> bytes:
    """The bytes of a page without what is random in every answer."""
    random = rb'nonce="[^"]+"|X-CSRFToken": "[^"]+"|csrfmiddlewaretoken" value="[^"]+"'
    return re.sub(random, b"", response.content)


@pytest.mark.parametrize("name", ONLY_POST)
def test_a_verb_is_never_a_get(world: World, name: str) -> None:
    row = ROWS[name][0]
    client = (world.programs if row.is_api else world.people)["admin"]

    response = client.get(reverse(name, kwargs=row.kwargs(world)))

    assert response.status_code == 405


def test_every_address_stands_in_the_table() -> None:
    assert sorted(ADDRESSES.keys() - ROWS.keys()) == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert sorted(ROWS.keys() - ADDRESSES.keys()) == []


def test_every_method_of_an_api_view_has_a_row() -> None:
    missing = [
        f"{method.upper()} {name}"
        for name, view in ADDRESSES.items()
        for method in getattr(view, "actions", None) or {}
        # DRF answers HEAD with what answers GET.
        if method != "head"
        and method.upper() not in {row.method for row in ROWS.get(name, [])}
    ]

    assert missing == []
