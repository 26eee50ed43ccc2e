"""Many rows changed at once, each to its own values."""

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import Team, User
from foundation.core.bulk_update import update_rows
from tests.factories.accounts import StaffFactory, TeamFactory


def test_each_row_gets_its_own_values_and_no_other_row_does(team: Team) -> None:
    first, second = TeamFactory(name="Một"), TeamFactory(name="Hai")

    update_rows(
        Team,
        ("name", "is_active"),
        [(first.pk, "Hai mươi", False), (second.pk, "Mười", True)],
    )

    found = Team.objects.order_by("pk").values_list("name", "is_active")
    assert list(found) == [("Gia dụng", True), ("Hai mươi", False), ("Mười", True)]


def test_a_reference_is_taken_away_by_nothing(team: Team, agent_user: User) -> None:
    other = StaffFactory(team=None)

    update_rows(User, ("team",), [(agent_user.pk, None), (other.pk, team.pk)])

    members = User.objects.filter(pk__in=[agent_user.pk, other.pk], team=team)
    assert list(members) == [other]


def test_what_is_too_long_is_refused_and_never_cut(team: Team) -> None:
    with pytest.raises(DataError):
        update_rows(Team, ("name",), [(team.pk, "x" * 81)])


def test_many_rows_are_one_statement_and_no_rows_are_none(
    team: Team, other_team: Team
) -> None:
    with CaptureQueriesContext(connection) as asked:
        update_rows(Team, ("name",), [])
        update_rows(Team, ("name",), [(team.pk, "Một"), (other_team.pk, "Hai")])

    assert len(asked) == 1
