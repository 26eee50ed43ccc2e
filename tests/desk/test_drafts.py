"""What one has begun: saved while writing, found on any machine, never another's."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from tests.conftest import NOON
from tests.desk.pages import page_of, shown, verb
from tickets.models import Attachment, Draft, Mention, Ticket

JSON = {"Accept": "application/json"}


@pytest.fixture
def begun(mine: Ticket, agent_user: User) -> Draft:
    return Draft.objects.create(
        ticket=mine,
        writer=agent_user,
        kind="public",
        body="Dạ em đang kiểm tra",
        updated_at=NOON,
    )


def save(client: Client, ticket: Ticket, **words: Any) -> Any:
    words = {"kind": "public", "body": "Dạ", "seen": 1, **words}
    return client.post(verb("save_draft", ticket), words, headers=JSON)


def test_a_script_saves_what_is_written(agent_client: Client, mine: Ticket) -> None:
    response = save(agent_client, mine, body="Dạ em kiểm tra ngay")

    assert response.json()["saved"]
    assert Draft.objects.get().body == "Dạ em kiểm tra ngay"


def test_without_a_script_the_page_comes_back(
    agent_client: Client, mine: Ticket
) -> None:
    address = verb("save_draft", mine)

    response = agent_client.post(address, {"kind": "note", "body": "Gọi kho"})

    assert response.headers["Location"] == f"{page_of(mine)}?write=note"


def test_reply_and_note_are_two_drafts(agent_client: Client, mine: Ticket) -> None:
    save(agent_client, mine, body="Dạ chị")
    save(agent_client, mine, kind="note", body="Khách khó tính")

    page = shown(agent_client.get(page_of(mine)))

    assert ">Dạ chị</textarea>" in page
    assert "data-other hidden disabled>Khách khó tính</textarea>" in page


def test_the_draft_is_in_the_field_on_any_machine(
    begun: Draft, agent_client: Client, mine: Ticket
) -> None:
    assert ">Dạ em đang kiểm tra</textarea>" in shown(agent_client.get(page_of(mine)))


def test_nobody_reads_anothers_draft(
    begun: Draft, lead_client: Client, mine: Ticket
) -> None:
    assert "Dạ em đang kiểm tra" not in shown(lead_client.get(page_of(mine)))


def test_an_emptied_draft_is_gone(
    begun: Draft, agent_client: Client, mine: Ticket
) -> None:
    save(agent_client, mine, body="")

    assert Draft.objects.count() == 0


def test_sending_ends_the_draft(
    begun: Draft, agent_client: Client, mine: Ticket
) -> None:
    agent_client.post(verb("reply", mine), {"body": "Dạ xong", "seen": 1})

    assert Draft.objects.count() == 0


def test_another_window_is_told_and_gets_the_other_text(
    agent_client: Client, mine: Ticket
) -> None:
    first = save(agent_client, mine, body="Ở máy quầy", base="").json()

    clash = save(agent_client, mine, body="Ở máy tôi", base="")

    assert clash.json() == {
        "clash": "Bản nháp này vừa được sửa ở cửa sổ khác.",
        "body": "Ở máy quầy",
        "version": first["version"],
    }
    assert Draft.objects.get().body == "Ở máy quầy"


def test_having_seen_both_one_keeps_ones_own(
    agent_client: Client, mine: Ticket
) -> None:
    version = save(agent_client, mine, body="Ở máy quầy", base="").json()["version"]

    save(agent_client, mine, body="Ở máy tôi", base=version)

    assert Draft.objects.get().body == "Ở máy tôi"


def test_after_the_clock_was_put_back_nothing_typed_is_lost(
    begun: Draft, agent_client: Client, mine: Ticket
) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    Draft.objects.update(updated_at=ahead)

    answer = save(agent_client, mine, body="Dạ, xong rồi", base=ahead.isoformat())

    assert Draft.objects.get().body == "Dạ, xong rồi"
    assert answer.json()["version"] == (ahead + timedelta(microseconds=1)).isoformat()


def test_the_page_says_which_words_it_began_with(
    begun: Draft, agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert f'data-base="{NOON.isoformat()}" data-other-base=""' in page


def test_a_save_that_comes_after_its_form_makes_no_draft(
    agent_client: Client, mine: Ticket
) -> None:
    words = {"body": "Dạ xong", "seen": 1, "client_key": "k" * 20}
    agent_client.post(verb("reply", mine), words)

    save(agent_client, mine, **words)

    assert Draft.objects.count() == 0


def test_files_are_kept_and_sent_with_the_answer(
    agent_client: Client, mine: Ticket
) -> None:
    file = SimpleUploadedFile("huong-dan.txt", "Rút điện".encode())
    words = {"kind": "public", "files": file}
    kept = agent_client.post(verb("draft_files", mine), words, headers=JSON).json()

    agent_client.post(
        verb("reply", mine),
        {"body": "Chị xem tệp", "seen": 1, "kept": kept["files"][0]["key"]},
    )

    assert Attachment.objects.get().name == "huong-dan.txt"


def test_files_of_a_note_never_go_to_the_customer(
    agent_client: Client, mine: Ticket
) -> None:
    file = SimpleUploadedFile("noi-bo.txt", b"x")
    words = {"kind": "note", "files": file}
    kept = agent_client.post(verb("draft_files", mine), words, headers=JSON).json()

    agent_client.post(
        verb("reply", mine), {"body": "Dạ", "seen": 1, "kept": kept["files"][0]["key"]}
    )

    assert Attachment.objects.count() == 0


def test_a_file_is_taken_out_again(agent_client: Client, mine: Ticket) -> None:
    words = {"kind": "public", "files": SimpleUploadedFile("a.txt", b"x")}
    kept = agent_client.post(verb("draft_files", mine), words, headers=JSON).json()

    address = verb("remove_draft_file", mine)
    key = kept["files"][0]["key"]
    agent_client.post(f"{address}?kind=public", {"remove": key, "body": "Dạ"})

    assert Draft.objects.get().files == []


def test_a_file_that_is_refused_says_why(agent_client: Client, mine: Ticket) -> None:
    words = {"kind": "public", "files": SimpleUploadedFile("a.svg", b"<svg/>")}

    response = agent_client.post(verb("draft_files", mine), words, headers=JSON)

    assert response.status_code == 422
    assert "a.svg" in response.json()["error"]


def test_a_refused_answer_keeps_its_files(agent_client: Client, mine: Ticket) -> None:
    file = SimpleUploadedFile("a.txt", b"x")

    agent_client.post(verb("reply", mine), {"body": "Dạ", "seen": 0, "files": file})

    assert Draft.objects.get().files[0]["name"] == "a.txt"


def test_my_drafts_are_listed(begun: Draft, agent_client: Client) -> None:
    page = shown(agent_client.get(reverse("desk:drafts")))

    assert "Dạ em đang kiểm tra" in page


def test_a_draft_is_thrown_away(begun: Draft, agent_client: Client) -> None:
    agent_client.post(reverse("desk:discard_draft", args=[begun.pk]))

    assert Draft.objects.count() == 0


def test_a_note_names_a_colleague(
    agent_client: Client, mine: Ticket, lead_user: User
) -> None:
    agent_client.post(verb("note", mine), {"body": "@Thùy Dung xem giúp em"})

    assert Mention.objects.get().user == lead_user


def test_whoever_cannot_see_the_ticket_is_not_told_and_the_page_says_so(
    agent_client: Client, mine: Ticket, other_agent_user: User
) -> None:
    response = agent_client.post(
        verb("note", mine), {"body": "@Hoàng Nam ơi"}, follow=True
    )

    assert Mention.objects.count() == 0
    assert "Lê Hoàng Nam không xem được phiếu này" in shown(response)


def test_colleagues_are_offered_by_the_beginning_of_any_name(
    agent_client: Client, mine: Ticket, lead_user: User, other_agent_user: User
) -> None:
    found = agent_client.get(verb("colleagues", mine), {"q": "dung"}).json()["results"]

    assert [row["name"] for row in found] == ["Phạm Thùy Dung"]


def test_the_rail_counts_what_is_begun(
    begun: Draft, agent_client: Client, gaps: set[str]
) -> None:
    entries = agent_client.get("/desk/").context["written_views"]

    assert [(entry["label"], entry["count"]) for entry in entries] == [
        ("Bản nháp", "1"),
        ("Đã hẹn gửi", "0"),
    ]


@pytest.mark.parametrize("address", ["/desk/tickets/{}/", "/desk/?view=mentioned&t={}"])
def test_whoever_opens_the_ticket_has_seen_where_they_are_named(
    agent_client: Client,
    lead_client: Client,
    lead_user: User,
    mine: Ticket,
    address: str,
) -> None:
    agent_client.post(verb("note", mine), {"body": "@Thùy Dung xem giúp em"})

    lead_client.get(address.format(mine.number))

    assert not Mention.objects.unread().exists()


def test_nobody_named_me_says_how_that_happens(agent_client: Client) -> None:
    page = shown(agent_client.get("/desk/?view=mentioned"))

    assert "Khi đồng nghiệp viết @" in page


@pytest.mark.parametrize("name", ["drafts", "scheduled"])
def test_nothing_begun_says_where_it_would_stand(
    agent_client: Client, name: str
) -> None:
    page = shown(agent_client.get(reverse(f"desk:{name}")))

    assert 'class="empty' in page
