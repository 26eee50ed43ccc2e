"""What every start does to the database, and what it never does."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from foundation.accounts.models import User
from tests.factories.accounts import StaffFactory
from tests.factories.sla import publish
from tickets.models import SlaPolicy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.DEMO = False
    return tmp_path


def test_without_the_demo_it_tells_how_to_make_the_first_admin(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)

    call_command("prepare")

    assert "manage.py create_staff EMAIL --role admin" in capsys.readouterr().out
    assert (data / "demo").read_text() == "0\n"
    assert not User.objects.exists()


def test_a_system_with_people_in_it_never_becomes_a_demo(
    data: Path, settings: Settings
) -> None:
    settings.DEMO = True
    settings.BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    StaffFactory(email="yen@hongha.example")

    call_command("prepare")

    assert (data / "demo").read_text() == "0\n"
    assert User.objects.count() == 1


def test_a_demo_stays_one_at_the_next_start(data: Path, settings: Settings) -> None:
    settings.DEMO = True
    settings.BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    (data / "demo").write_text("1\n")
    StaffFactory(email="yen@hongha.example")

    call_command("prepare")

    assert (data / "demo").read_text() == "1\n"
    assert "yen@hongha.example" in (data / "run" / "sign-ins.txt").read_text()


def test_a_public_demo_is_refused_before_anything_starts(settings: Settings) -> None:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, False
    settings.ALLOWED_HOSTS = ["hongha.example"]

    with pytest.raises(CommandError, match=r"hongha\.example"):
        call_command("prepare")


def test_a_new_system_promises_something_from_the_first_day() -> None:
    call_command("prepare")

    names = SlaPolicy.objects.in_order().values_list("name", flat=True)
    assert list(names) == [
        "Trò chuyện và Zalo",
        "Khẩn",
        "E-mail",
        "Bảo hành và sửa chữa",
        "Tiêu chuẩn",
    ]


def test_a_system_with_promises_of_its_own_keeps_them() -> None:
    publish("Riêng")

    call_command("prepare")

    assert SlaPolicy.objects.get().name == "Riêng"
