"""The API's schema and its page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client

SCHEMA = Path(django_settings.BASE_DIR) / "docs" / "openapi.yaml"


def test_the_schema_in_the_repository_is_current(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)

    assert fresh.read_text() == SCHEMA.read_text(), (
        "Run: python manage.py spectacular --file docs/openapi.yaml"
    )


def test_the_schema_is_served_to_anybody(client: Client) -> None:
    response = client.get("/api/schema/")

    assert response.status_code == 200
    assert b"/api/v1/tickets/" in response.content


def test_the_page_loads_no_file_from_another_host(
    client: Client, settings: Any
) -> None:
    page = client.get("/api/docs/").content.decode()

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 4
    assert [address for address in addresses if not address.startswith("/")] == []


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_a_404_in_the_one_shape(
    client: Client,
) -> None:
    response = client.get("/api/v1/nothing/at/all/")

    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == "not_found"
