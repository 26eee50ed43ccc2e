"""The pages of canned replies, and what a ticket is offered."""

import pytest
from django.test import Client
from django.urls import reverse

from automation.models import CannedReply
from foundation.accounts.models import Team, User
from tests.desk.conftest import real
from tests.desk.pages import shown
from tests.factories.automation import CannedReplyFactory
from tickets.models import Ticket

LIST, NEW = "/desk/replies/", "/desk/replies/new/"
TYPED = {
    "title": "Lời chào",
    "shortcut": "chao",
    "kind": "",
    "body": "Chào {{ khach.xung_ho }} {{ khach.ten }}.",
}


@pytest.fixture
def own(agent_user: User) -> CannedReply:
    return CannedReplyFactory(owner=agent_user, title="Của Quân", shortcut="quan")


def test_the_list_names_whose_they_are(
    agent_client: Client, own: CannedReply, team: Team, gaps: set[str]
) -> None:
    CannedReplyFactory(title="Chung cả nhóm", sharing="team", team=team)
    CannedReplyFactory(title="Của người khác")

    page = shown(agent_client.get(LIST))

    assert "Của Quân" in page
    assert "Chung cả nhóm" in page
    assert "Của người khác" not in page
    assert real(gaps) == set()


@pytest.mark.parametrize(
    ("query", "n"), [("?whose=own", 1), ("?whose=all", 0), ("?q=qua", 1), ("?q=zzz", 0)]
)
def test_the_list_is_narrowed(
    agent_client: Client, own: CannedReply, query: str, n: int
) -> None:
    assert shown(agent_client.get(LIST + query)).count("Của Quân</a>") == n


def test_an_empty_list_says_what_to_do(agent_client: Client) -> None:
    assert "Chưa có câu trả lời mẫu" in shown(agent_client.get(LIST))


def test_a_reply_is_written(agent_client: Client, agent_user: User) -> None:
    response = agent_client.post(NEW, TYPED)

    assert response.headers["Location"] == LIST
    assert CannedReply.objects.get().owner == agent_user


def test_a_wrong_variable_comes_back_with_its_place(agent_client: Client) -> None:
    response = agent_client.post(NEW, {**TYPED, "body": "Chào {{ khach.tn }}"})

    assert response.status_code == 422
    assert "Dòng 1, cột 6: Không có biến “khach.tn”" in shown(response)
    assert "Chào {{ khach.tn }}" in shown(response)


def test_an_agent_is_offered_no_sharing(agent_client: Client, gaps: set[str]) -> None:
    page = shown(agent_client.get(NEW))

    assert 'name="sharing"' not in page
    assert real(gaps) - {"form.fields.sharing"} == set()


def test_a_lead_shares_with_the_team(lead_client: Client, team: Team) -> None:
    lead_client.post(NEW, {**TYPED, "sharing": "team", "team": team.pk})

    assert CannedReply.objects.get().team == team


def test_a_preview_reads_as_the_customer_would(
    agent_client: Client, mine: Ticket
) -> None:
    typed = {"body": TYPED["body"], "ticket": mine.short_number}

    page = shown(agent_client.post(reverse("automation:preview_reply"), typed))

    assert "Chào chị Hà." in page


def test_a_ticket_out_of_sight_is_no_sample(
    other_agent_client: Client, mine: Ticket
) -> None:
    typed = {"body": "{{ khach.ho_ten }}", "ticket": mine.short_number}

    page = shown(other_agent_client.post(reverse("automation:preview_reply"), typed))

    assert "Không tìm thấy phiếu này" in page


def test_without_script_the_preview_stands_on_the_page(agent_client: Client) -> None:
    response = agent_client.post(NEW, {**TYPED, "preview": "1"})

    assert response.status_code == 200
    assert "Chào chị Hà." in shown(response)
    assert not CannedReply.objects.exists()


def test_what_changed_meanwhile_is_not_overwritten(
    agent_client: Client, own: CannedReply
) -> None:
    address = reverse("automation:reply", args=[own.pk])

    response = agent_client.post(address, {**TYPED, "seen_version": 0})

    assert response.status_code == 409
    assert "vừa được người khác sửa" in shown(response)


def test_what_others_look_after_is_read_only(agent_client: Client) -> None:
    reply = CannedReplyFactory(sharing="all")

    page = shown(agent_client.get(reverse("automation:reply", args=[reply.pk])))

    assert "do người khác quản lý" in page
    assert "<fieldset" in page
    assert " disabled>" in page


def test_a_copy_begins_with_the_words(agent_client: Client) -> None:
    reply = CannedReplyFactory(sharing="all", body="Chữ chung")

    assert "Chữ chung" in shown(agent_client.get(f"{NEW}?from={reply.pk}"))


def test_what_is_put_away_comes_back(agent_client: Client, own: CannedReply) -> None:
    agent_client.post(reverse("automation:retire_reply", args=[own.pk]))
    gone = shown(agent_client.get(LIST))

    agent_client.post(reverse("automation:restore_reply", args=[own.pk]))

    own.refresh_from_db()
    assert "Của Quân</a>" not in gone
    assert own.is_active


def test_a_ticket_is_offered_words_filled_in(
    agent_client: Client, own: CannedReply, mine: Ticket, gaps: set[str]
) -> None:
    address = reverse("automation:canned", args=[mine.number])

    page = shown(agent_client.get(address + "?q=qu"))

    assert f"Chào chị Hà, phiếu {mine.short_number} đã nhận." in page
    assert real(gaps) == set()


def test_a_program_reads_them_as_json(
    agent_client: Client, own: CannedReply, mine: Ticket
) -> None:
    address = reverse("automation:canned", args=[mine.number])

    found = agent_client.get(address, headers={"Accept": "application/json"}).json()

    assert found["results"][0]["shortcut"] == "quan"
    assert found["results"][0]["missing"] == []
