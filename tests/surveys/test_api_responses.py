import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from tests.factories.accounts import ApiTokenFactory
from tests.factories.surveys import ResolvedTicketFactory, ResponseFactory

LIST = "/api/v1/surveys/responses/"


@pytest.fixture
def caller(agent_user: User) -> Client:
    ApiTokenFactory.create(user=agent_user, key="k")
    return Client(headers={"Authorization": "Token k"})


def test_answers_are_listed_with_their_tickets(caller: Client, team: Team) -> None:
    ticket = ResolvedTicketFactory.create(team=team)
    response = ResponseFactory.create(invitation__ticket=ticket, score=4, comment="Ổn")

    found = caller.get(LIST).json()["results"]

    assert [(one["ticket"], one["score"], one["comment"]) for one in found] == [
        (ticket.number, 4, "Ổn")
    ]
    assert caller.get(f"{LIST}{response.pk}/").json() == found[0]


def test_answers_about_tickets_of_others_do_not_exist(
    caller: Client, other_team: Team
) -> None:
    ticket = ResolvedTicketFactory.create(team=other_team)
    response = ResponseFactory.create(invitation__ticket=ticket)

    assert caller.get(LIST).json()["results"] == []
    assert caller.get(f"{LIST}{response.pk}/").status_code == 404


def test_they_can_be_narrowed_by_score(caller: Client, team: Team) -> None:
    for score in (1, 5):
        ResponseFactory.create(
            invitation__ticket=ResolvedTicketFactory.create(team=team), score=score
        )

    found = caller.get(LIST, {"score": "5"}).json()["results"]

    assert [one["score"] for one in found] == [5]
