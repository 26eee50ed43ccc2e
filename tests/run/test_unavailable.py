"""What people and machines see while Postgres or the broker is away."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from aftersales import health, urls
from foundation.core.middleware import server_error


def lost(_request: Any) -> NoReturn:
    raise OperationalError("server closed the connection unexpectedly")


urlpatterns = [
    path("lost/", lost),
    path("api/v1/lost/", lost),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.LOGIN_URL = "/"
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if "LoginRequired" not in name
    ]
    return Client(raise_request_exception=False)


@pytest.fixture
def no_database(
    monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[None]:
    """Every connection is refused, as when Postgres is stopped."""
    with django_db_blocker.unblock():
        connection.close()
        with monkeypatch.context() as change:
            change.setitem(connection.settings_dict, "PORT", "1")
            yield
        connection.close()


@pytest.mark.django_db
def test_a_page_that_loses_the_database_is_a_friendly_503(client: Client) -> None:
    answer = client.get("/lost/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Hệ thống tạm dừng ít phút" in answer.content.decode()


@pytest.mark.django_db
def test_the_api_says_so_in_its_own_shape(client: Client) -> None:
    answer = client.get("/api/v1/lost/")

    assert answer.status_code == 503
    assert answer.json()["type"] == "server_error"
    assert answer.json()["errors"][0]["code"] == "unavailable"


def test_every_page_is_a_503_while_postgres_is_stopped(
    client: Client, no_database: None
) -> None:
    client.cookies["session"] = "somebody-who-was-signed-in"

    answer = client.get("/desk/")

    assert answer.status_code == 503
    assert "Hệ thống tạm dừng ít phút" in answer.content.decode()


def test_other_errors_stay_errors(rf: RequestFactory) -> None:
    assert server_error(rf.get("/")).status_code == 500


def test_the_process_is_healthy_without_the_database(
    client: Client, no_database: None
) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_is_not_ready_without_the_database(
    client: Client, no_database: None
) -> None:
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_it_is_ready_with_all_its_parts(
    client: Client, settings: Settings, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path

    assert client.get("/readyz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_without_the_broker_it_is_ready_but_less_lively(
    client: Client, settings: Settings, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded"}


@pytest.mark.django_db
def test_it_is_not_ready_before_the_migrations(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan",
        lambda *_: ["one more"],
    )

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_it_is_not_ready_when_files_cannot_be_stored(
    client: Client, settings: Settings, tmp_path: Any
) -> None:
    (tmp_path / "a-file").touch()
    settings.MEDIA_ROOT = tmp_path / "a-file"

    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_behind_tls_health_is_still_asked_without_it(
    client: Client, settings: Settings, tmp_path: Any, address: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.MEDIA_ROOT = tmp_path

    assert client.get(address).status_code == 200
