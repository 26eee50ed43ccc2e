import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from structlog.testing import capture_logs

from foundation.core.request_log import SecretAddressFilter, without_secrets


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("GET /t/uNgUe55-able/", "GET /t/…/"),
        ("/t/uNgUe55-able/files/k3y/", "/t/…/files/…/"),
        ("/live/t/uNgUe55-able/", "/live/t/…/"),
        ("/s/eyJ.sig:nature?score=5", "/s/…?score=5"),
        ("/sign-in/link/abc.def/", "/sign-in/link/…/"),
        ("/w/NM95-1.K3YK3YK3YK/", "/w/…/"),
        (
            "/warranty/certificate/NM95-1/?key=K3Y",
            "/warranty/certificate/NM95-1/?key=…",
        ),
        ("/desk/password/abc.def/", "/desk/password/…/"),
        (
            "/api/v1/tickets/TK-1/attachments/k3y/",
            "/api/v1/tickets/TK-1/attachments/…/",
        ),
        ("/desk/tickets/TK-90001/", "/desk/tickets/TK-90001/"),
        ("/static/js/app.js", "/static/js/app.js"),
        ("/sign-in/code/", "/sign-in/code/"),
    ],
)
def test_an_address_is_shown_without_its_key(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_the_request_log_holds_no_key(db: None, client: Client) -> None:
    with capture_logs() as lines:
        client.get("/t/uNgUe55-able/")

    assert lines
    assert "uNgUe55" not in str(lines)


def test_what_django_says_of_an_address_holds_no_key() -> None:
    record = logging.makeLogRecord(
        {"msg": "%s: %s", "args": ("Not Found", "/t/uNgUe55-able/")}
    )

    SecretAddressFilter().filter(record)

    assert record.getMessage() == "Not Found: /t/…/"


def test_every_word_of_the_house_passes_the_filter() -> None:
    logging_settings: dict[str, Any] = settings.LOGGING

    assert logging_settings["handlers"]["console"]["filters"] == ["secrets"]
