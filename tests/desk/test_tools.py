"""The lists of canned replies and macros: who looks after them, how often they help."""

import pytest
from django.test import Client

from automation.models import CannedReply, Macro
from automation.queries import usable_macros, usable_replies
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from tests.automation.acting import applied
from tests.conftest import NOON
from tests.desk.pages import shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tickets.models import Ticket

LIST = "/desk/replies/"


@pytest.fixture
def of_team(team: Team) -> CannedReply:
    return CannedReplyFactory(title="Của nhóm", sharing="team", team=team)


@pytest.fixture
def manager(db: None) -> User:
    return StaffFactory(role=Role.MANAGER, sees=Sight.ALL, team=None)


@pytest.fixture
def manager_client(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


def test_a_manager_without_a_team_looks_after_the_tools_of_every_team(
    manager_client: Client, of_team: CannedReply
) -> None:
    page = shown(manager_client.get(LIST))

    assert "Của nhóm" in page
    assert f"/desk/replies/{of_team.pk}/retire/" in page


def test_they_choose_the_team_that_uses_what_they_write(
    manager_client: Client, team: Team
) -> None:
    typed = {"title": "Lời chào", "shortcut": "chao", "kind": "", "body": "Chào."}

    manager_client.post(
        f"{LIST}new/", {**typed, "sharing": "team", "team": str(team.pk)}
    )

    assert CannedReply.objects.get().team == team


def test_what_they_look_after_does_not_crowd_their_own_menus(
    manager: User, of_team: CannedReply, team: Team
) -> None:
    MacroFactory(sharing="team", team=team)

    assert not usable_replies(manager).exists()
    assert not usable_macros(manager).exists()


def test_a_lead_of_one_team_does_not_see_the_tools_of_another(
    agent_client: Client, other_team: Team
) -> None:
    CannedReplyFactory(title="Của nhóm khác", sharing="team", team=other_team)

    assert "Của nhóm khác" not in shown(agent_client.get(LIST))


@pytest.mark.parametrize(
    ("order", "first"), [("", "A"), ("used", "B"), ("recent", "B"), ("changed", "C")]
)
def test_the_list_is_sorted(
    agent_client: Client, agent_user: User, order: str, first: str
) -> None:
    CannedReplyFactory(owner=agent_user, title="A", shortcut="a")
    used = {"n_used": 3, "last_used_at": NOON}
    CannedReplyFactory(owner=agent_user, title="B", shortcut="b", **used)
    late = NOON.replace(year=2027)
    CannedReplyFactory(owner=agent_user, title="C", shortcut="c", updated_at=late)

    page = shown(agent_client.get(f"{LIST}?order={order}"))

    places = {name: page.index(f">{name}</a>") for name in "ABC"}
    assert min(places, key=lambda name: places[name]) == first


def test_what_nobody_uses_is_said_to_be_so(
    agent_client: Client, agent_user: User
) -> None:
    CannedReplyFactory(owner=agent_user, n_used=3, last_used_at=NOON)
    MacroFactory(owner=agent_user)

    assert "dùng 3 lần, gần nhất 20/11/2026" in shown(agent_client.get(LIST))
    assert "chưa dùng lần nào" in shown(agent_client.get("/desk/macros/"))


def test_an_answer_counts_the_replies_it_was_put_together_from(
    agent_client: Client, agent_user: User, mine: Ticket
) -> None:
    own = CannedReplyFactory(owner=agent_user)
    foreign = CannedReplyFactory()

    agent_client.post(
        verb("reply", mine),
        {"body": "Đã nhận.", "canned": [own.pk, own.pk, foreign.pk, "x", "9" * 30]},
    )

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.n_used, foreign.n_used) == (1, 0)
    assert own.last_used_at is not None


def test_a_macro_counts_each_press_once(ticket: Ticket, agent_user: User) -> None:
    macro = MacroFactory(owner=agent_user, steps=[{"do": "priority", "value": "high"}])

    applied(ticket, macro, agent_user, client_key="k")
    applied(ticket, macro, agent_user, client_key="k")

    assert Macro.objects.get().n_used == 1
