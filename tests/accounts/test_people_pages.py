"""The people page: what the forms do, and what they say when refused."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import ApiToken, Team, User
from foundation.events.models import Event
from tests.conftest import signed_in
from tests.factories.accounts import ApiTokenFactory, StaffFactory

pytestmark = pytest.mark.django_db
LAN = {"name": "Vũ Lan", "email": "lan@hongha.example", "role": "agent", "sees": "team"}


def page_of(user: User, verb: str = "") -> str:
    return f"/desk/people/{user.pk}/{verb}"


def test_the_list_is_narrowed_by_what_the_address_says(
    admin_client: Client, agent_user: User, lead_user: User
) -> None:
    everybody = admin_client.get("/desk/people/").content.decode()
    by_name = admin_client.get("/desk/people/?q=Quân").content.decode()
    by_role = admin_client.get("/desk/people/?role=lead").content.decode()
    by_team = admin_client.get(
        "/desk/people/?team=gia-dung&role=agent"
    ).content.decode()

    assert "quan@hongha.example" in everybody
    assert "dung@hongha.example" in everybody
    assert "dung@hongha.example" not in by_name
    assert "quan@hongha.example" not in by_role
    assert "quan@hongha.example" in by_team


def test_a_search_that_finds_nobody_offers_the_way_back(admin_client: Client) -> None:
    page = admin_client.get("/desk/people/?q=zzz&page=99").content.decode()

    assert "Không ai khớp" in page


def test_the_list_asks_the_database_the_same_for_one_and_fifty(
    admin_client: Client,
) -> None:
    with CaptureQueriesContext(connection) as for_one:
        admin_client.get("/desk/people/")
    StaffFactory.create_batch(49)
    with CaptureQueriesContext(connection) as for_fifty:
        admin_client.get("/desk/people/")

    assert len(for_fifty) == len(for_one) <= 8


def test_an_invitation_leads_to_the_person(admin_client: Client, team: Team) -> None:
    response = admin_client.post("/desk/people/invite/", {**LAN, "team": team.pk})

    user = User.objects.get(email="lan@hongha.example")
    assert response["Location"] == page_of(user)
    assert user.team == team


@pytest.mark.parametrize(
    "change",
    [
        {"email": "khong-phai-email"},
        {"email": "yen@hongha.example"},
        {"name": " \u200b "},
        {"role": "king"},
        {"sees": "god"},
        {"team": "999999999"},
        {"team": "x\u0000"},
    ],
)
def test_a_bad_invitation_is_sent_back_and_opens_nothing(
    admin_client: Client, change: dict[str, str]
) -> None:
    response = admin_client.post("/desk/people/invite/", {**LAN, **change})

    assert response.status_code == 422
    assert User.objects.count() == 1


def test_new_rights_end_the_sessions_of_the_person(
    admin_client: Client, agent_user: User
) -> None:
    theirs = signed_in(agent_user)

    admin_client.post(page_of(agent_user, "rights/"), {"role": "lead", "sees": "all"})

    agent_user.refresh_from_db()
    assert (agent_user.role, agent_user.sees, agent_user.team) == ("lead", "all", None)
    assert theirs.get("/desk/totp/").status_code == 302


def test_ones_own_rights_are_refused_with_a_reason(
    admin_client: Client, admin_user: User
) -> None:
    body = {"role": "agent", "sees": "all"}
    response = admin_client.post(page_of(admin_user, "rights/"), body)

    assert response.status_code == 422
    assert "Bạn không thể tự đổi quyền" in response.content.decode()


def test_a_closed_login_is_out_at_the_next_request(
    admin_client: Client, agent_user: User
) -> None:
    theirs = signed_in(agent_user)
    ApiTokenFactory(user=agent_user, key="theirs")

    admin_client.post(page_of(agent_user, "deactivate/"))

    program = Client(headers={"Authorization": "Token theirs"})
    assert theirs.get("/desk/totp/")["Location"].startswith("/desk/sign-in/")
    assert program.get("/api/v1/tickets/").status_code == 401


def test_what_was_done_already_is_a_409(admin_client: Client, agent_user: User) -> None:
    response = admin_client.post(page_of(agent_user, "reactivate/"))

    assert response.status_code == 409
    assert not Event.objects.exists()


def test_a_key_is_shown_once(admin_client: Client, agent_user: User) -> None:
    form = {"name": "Kho tự động", "scopes": ["read"]}
    shown = admin_client.post(page_of(agent_user, "tokens/"), form).content.decode()
    again = admin_client.get(page_of(agent_user)).content.decode()

    token = ApiToken.objects.get()
    assert "Hãy chép khóa này ngay" in shown
    assert "Kho tự động" in again
    assert "Hãy chép khóa này ngay" not in again
    assert token.key_hash not in shown + again


def test_a_revoked_key_says_so(admin_client: Client, agent_user: User) -> None:
    token = ApiTokenFactory(user=agent_user)
    admin_client.post(page_of(agent_user, f"tokens/{token.pk}/revoke/"))

    assert "Đã thu hồi" in admin_client.get(page_of(agent_user)).content.decode()


def test_a_key_is_revoked_on_the_page_of_its_owner_only(
    admin_client: Client, agent_user: User, lead_user: User
) -> None:
    token = ApiTokenFactory(user=lead_user)

    path = page_of(agent_user, f"tokens/{token.pk}/revoke/")

    assert admin_client.post(path).status_code == 404


def test_teams_are_opened_renamed_and_closed(admin_client: Client) -> None:
    admin_client.post("/desk/people/teams/", {"name": "Điện lạnh"})
    team = Team.objects.get()
    admin_client.post(f"/desk/people/teams/{team.pk}/rename/", {"name": "Máy lạnh"})
    admin_client.post(f"/desk/people/teams/{team.pk}/close/")
    again = admin_client.post(f"/desk/people/teams/{team.pk}/close/")
    team.refresh_from_db()

    assert (team.name, team.code, team.is_active) == ("Máy lạnh", "dien-lanh", False)
    assert again.status_code == 409


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "Gia dụng", "x" * 81])
def test_a_team_needs_a_name_of_its_own(
    admin_client: Client, team: Team, name: str
) -> None:
    response = admin_client.post("/desk/people/teams/", {"name": name})

    assert response.status_code == 422
    assert Team.objects.count() == 1


def test_a_team_of_signs_alone_still_gets_a_code(admin_client: Client) -> None:
    admin_client.post("/desk/people/teams/", {"name": "!!!"})
    admin_client.post("/desk/people/teams/", {"name": "???"})

    assert Team.objects.exclude(code="").count() == 2


@pytest.mark.parametrize("payload", ['"><img src=x onerror=__xss=1>'])
def test_a_name_is_only_ever_text(admin_client: Client, payload: str) -> None:
    user = StaffFactory(name=payload)

    pages = (
        admin_client.get("/desk/people/").content
        + admin_client.get(page_of(user)).content
    )

    assert b"<img src=x" not in pages


def test_no_page_shows_what_a_password_is_kept_as(
    admin_client: Client, agent_user: User
) -> None:
    agent_user.set_password("mot-mat-khau-rat-dai")
    agent_user.save()

    assert b"argon2" not in admin_client.get(page_of(agent_user)).content
