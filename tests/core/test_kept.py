"""Questions put together once, asked with other values."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject

from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from foundation.accounts.stand_ins import (
    SOME_TEAM,
    SOMEBODY,
    stand_in,
    standing_of,
    values_of,
)
from foundation.core.kept import KeptQuery, filled
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

SOME_TICKET = -7
ROLES = [(role, sees) for role in Role.values for sees in Sight.values]


def asked(pk: int) -> QuerySet[Ticket, Any]:
    """What a page may ask of a ticket: columns of several kinds, by other names."""
    return Ticket.objects.filter(pk=pk).values(
        "number",
        "opened_at",
        look=JSONObject(subject="subject", team="team__name"),
        is_part=Exists(Ticket.objects.filter(parent=OuterRef("pk"))),
        word=Value("100 %"),
    )


def test_a_kept_question_answers_as_a_new_one_does() -> None:
    tickets = [TicketFactory(opened_at=NOON - timedelta(days=n)) for n in range(3)]
    kept = KeptQuery.of(asked(SOME_TICKET))

    rows = [kept.row({SOME_TICKET: ticket.pk}) for ticket in tickets]

    assert rows == [asked(ticket.pk).get() for ticket in tickets]


def test_a_value_that_stands_for_another_is_replaced_wherever_it_stands() -> None:
    assert filled((-1, "a", -2, -1, [1]), {-1: 5, -2: None}) == (5, "a", None, 5, [1])


@pytest.mark.parametrize(("role", "sees"), ROLES)
@pytest.mark.parametrize("has_team", [True, False])
def test_whoever_stands_alike_is_shown_the_same_tickets(
    team: Team, other_team: Team, *, role: Role, sees: Sight, has_team: bool
) -> None:
    user = StaffFactory(role=role, sees=sees, team=team if has_team else None)
    TicketFactory(team=team)
    TicketFactory(team=other_team)
    TicketFactory(team=None)
    TicketFactory(team=other_team, assignee=user)
    somebody = stand_in(*standing_of(user))
    visible = Ticket.objects.visible_to(somebody).order_by("pk").values_list("pk")

    found = KeptQuery.of(visible).rows(values_of(user))

    fresh = Ticket.objects.visible_to(user).order_by("pk").values_list("pk")
    assert found == [list(row) for row in fresh]


def test_nobody_has_the_key_that_stands_for_somebody() -> None:
    StaffFactory()

    assert not User.objects.filter(pk__lte=0).exists()
    assert not Team.objects.filter(pk__lte=0).exists()
    assert {SOMEBODY, SOME_TEAM} == {-1, -2}
