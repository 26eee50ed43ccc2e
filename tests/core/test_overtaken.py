"""A constraint that no rule foresaw refuses a page politely."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from foundation.accounts.actions import teams as actions
from foundation.accounts.models import Team
from foundation.core.refusals import is_lost_race


def lose_the_race(*_given: Any, **_words: Any) -> None:
    with transaction.atomic():
        Team.objects.create(name="Lắp đặt", code="first")
        Team.objects.create(name="Lắp đặt", code="second")


def test_who_came_second_is_told_so_and_nothing_is_changed(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "create_team", lose_the_race)

    answer = admin_client.post("/desk/people/teams/", {"name": "Lắp đặt"})

    assert answer.status_code == 409
    assert "Có người vừa làm việc này" in answer.content.decode()
    assert not Team.objects.filter(name="Lắp đặt").exists()


def test_any_other_error_stays_what_it_is() -> None:
    assert not is_lost_race(ValueError())
