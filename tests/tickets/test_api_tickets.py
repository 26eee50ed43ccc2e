"""Tickets over the API: what it gives, what it takes, what it refuses, and to whom."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from customers.models import Customer
from foundation.accounts.enums import Role, Scope, Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory, StaffFactory
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tests.tickets.acting import closed, happened, last_event, owed, resolved
from tests.tickets.uploads import a_picture, upload
from tickets.actions.messages import reply_by_customer
from tickets.actions.words import Words
from tickets.enums import MessageKind, TicketStatus
from tickets.models import Message, Ticket

TICKETS = "/api/v1/tickets/"


def caller(user: User, **changes: Any) -> Client:
    """A program that holds a token of `user`."""
    key = f"key-{user.pk}"
    scopes = changes.get("scopes", [Scope.READ, Scope.TICKETS])
    ApiTokenFactory(user=user, key=key, scopes=scopes)
    return Client(headers={"Authorization": f"Token {key}"})


@pytest.fixture
def api(agent_user: User) -> Client:
    return caller(agent_user)


def post(client: Client, path: str, body: Any = None, **headers: str) -> Any:
    body = {} if body is None else body
    return client.post(path, body, content_type="application/json", headers=headers)


def verb(ticket: Ticket, name: str) -> str:
    return f"{TICKETS}{ticket.number}/{name}/"


def codes(response: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in response.json()["errors"]]


def numbers(response: Any) -> list[str]:
    return [row["number"] for row in response.json()["results"]]


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "subject": "Máy giặt báo E3",
        "body": "Không vắt.",
        "kind": "warranty",
        "channel": "phone",
        "customer": {"name": "Lê Văn Bình", "phone": "0912 000 111"},
        **changes,
    }


# --- Reading -------------------------------------------------------------------


def test_a_ticket_is_given_with_what_it_points_at(api: Client, ticket: Ticket) -> None:
    found = api.get(f"{TICKETS}{ticket.number}/").json()

    assert found["number"] == ticket.number
    assert found["customer"] == {"id": ticket.customer_id, "name": "Nguyễn Thu Hà"}
    assert found["team"] == {"code": "gia-dung", "name": "Gia dụng"}
    assert (found["unit"], found["assignee"]) == (None, None)
    assert found["opened_at"].endswith(("Z", "+07:00", "+00:00"))
    assert "messages" not in found
    assert "access_key" not in found


def test_messages_come_when_asked_for(api: Client, ticket: Ticket) -> None:
    MessageFactory(ticket=ticket)

    found = api.get(f"{TICKETS}{ticket.number}/?expand=messages").json()

    (message,) = found["messages"]
    assert message["body"].startswith("Máy giặt")
    assert (message["author"], message["attachments"]) == (None, [])


def test_another_child_cannot_be_asked_for(api: Client, ticket: Ticket) -> None:
    response = api.get(f"{TICKETS}{ticket.number}/?expand=customer__login")

    assert response.status_code == 400
    assert codes(response) == [("invalid_choice", "expand")]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("status=new", True),
        ("status=open&status=new", True),
        ("status=closed", False),
        ("kind=warranty", True),
        ("priority=urgent", False),
        ("channel=portal", True),
        ("assignee=none", True),
        ("assignee=quan@hongha.example", False),
        ("assignee=99999999999999999999", False),
        ("team=gia-dung", True),
        ("team=none", False),
        ("customer=abc", False),
        ("unit=NO-SUCH", False),
        ("updated_since=2000-01-01T00:00:00Z", True),
        ("updated_since=2100-01-01T00:00:00%2B07:00", False),
        ("subject=x&_connector=OR&customer__login=1", True),
    ],
)
def test_a_list_is_narrowed_by_its_fields(
    api: Client, ticket: Ticket, query: str, is_found: bool
) -> None:
    response = api.get(f"{TICKETS}?{query}")

    assert numbers(response) == [ticket.number] * is_found


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ("status=lost", "status"),
        ("updated_since=yesterday", "updated_since"),
        ("limit=100000", "limit"),
        ("cursor=%7B", "cursor"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(
    api: Client, ticket: Ticket, query: str, attr: str
) -> None:
    response = api.get(f"{TICKETS}?{query}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == attr


def test_a_nul_in_the_query_is_refused(api: Client, ticket: Ticket) -> None:
    assert api.get(f"{TICKETS}?team=%00").status_code == 400


def test_the_customers_tickets_are_found_by_their_id(
    api: Client, ticket: Ticket
) -> None:
    response = api.get(f"{TICKETS}?customer={ticket.customer_id}")

    assert numbers(response) == [ticket.number]


def test_pages_follow_each_other(api: Client, customer: Customer) -> None:
    made = TicketFactory.create_batch(3, customer=customer)

    first = api.get(f"{TICKETS}?limit=2")
    second = api.get(first.json()["next"])

    assert numbers(first) + numbers(second) == [row.number for row in reversed(made)]
    assert second.json()["next"] is None


def test_any_change_moves_a_ticket_into_what_was_updated_since(
    api: Client, ticket: Ticket, agent_user: User
) -> None:
    ticket.refresh_from_db()
    before = ticket.updated_at

    resolved(ticket, agent_user)

    since = {"updated_since": (before + timedelta(microseconds=1)).isoformat()}
    assert numbers(api.get(TICKETS, since)) == [ticket.number]


def queries_for(api: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as context:
        api.get(path)
    return len(context)


def test_a_list_of_fifty_costs_what_a_list_of_one_costs(
    api: Client, ticket: Ticket
) -> None:
    MessageFactory(ticket=ticket)
    path = f"{TICKETS}?expand=messages"
    api.get(path)  # the first use of a token is noted
    few = queries_for(api, path)
    TicketFactory.create_batch(49, customer=ticket.customer, team=ticket.team)

    assert queries_for(api, path) == few <= 10


def test_the_history_is_given_without_words(
    api: Client, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    (event,) = api.get(verb(ticket, "events")).json()["results"]

    assert event["verb"] == "ticket.resolved"
    assert event["actor"] == {"kind": "user", "id": str(agent_user.pk)}
    assert (event["actor_kind"], event["actor_id"]) == ("user", str(agent_user.pk))
    assert event["data"]["outcome"] == "solved"


# --- Opening -------------------------------------------------------------------


def test_a_ticket_is_opened_for_somebody_new(api: Client) -> None:
    response = post(api, TICKETS, asked(priority="high"))

    ticket = Ticket.objects.get()
    assert response.status_code == 201
    assert response.json()["number"] == ticket.number
    assert ticket.customer.contact_points.get().value == "+84912000111"
    assert (ticket.channel, ticket.priority) == ("phone", "high")
    assert last_event("ticket.opened").actor_kind == "token"


def test_a_ticket_is_opened_for_somebody_known(api: Client, customer: Customer) -> None:
    unit = UnitFactory(owner=customer)

    response = post(api, TICKETS, asked(customer=customer.pk, unit=unit.serial))

    assert response.json()["customer"]["id"] == customer.pk
    assert response.json()["unit"]["serial"] == unit.serial


def test_a_known_number_is_a_known_customer(api: Client, customer: Customer) -> None:
    who = {"name": "Chị Hà", "phone": "+84903442218"}

    response = post(api, TICKETS, asked(customer=who))

    assert response.json()["customer"] == {"id": customer.pk, "name": customer.name}


def test_the_same_key_opens_one_ticket(api: Client) -> None:
    first = post(api, TICKETS, asked(), **{"Idempotency-Key": "k"})
    second = post(api, TICKETS, asked(), **{"Idempotency-Key": "k"})
    other = post(api, TICKETS, asked(subject="x"), **{"Idempotency-Key": "k"})

    assert first.json() == second.json()
    assert other.status_code == 409
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code", "attr"),
    [
        ({"subject": 5}, "wrong_type", "subject"),
        ({"subject": " "}, "blank", "subject"),
        ({"subject": "x" * 201}, "max_length", "subject"),
        ({"subject": "a\u0000b"}, "control_characters", "subject"),
        ({"body": "a\u001bb"}, "control_characters", "body"),
        ({"body": None}, "null", "body"),
        ({"body": "x" * 20_001}, "max_length", "body"),
        ({"kind": "gift"}, "invalid_choice", "kind"),
        ({"kind": ["warranty"]}, "wrong_type", "kind"),
        ({"priority": {"$ne": 1}}, "wrong_type", "priority"),
        ({"unit": "NO-SUCH"}, "unknown", "unit"),
        ({"unit": 7}, "wrong_type", "unit"),
        ({"unit": "a\u0000"}, "control_characters", "unit"),
        ({"team": ["a"]}, "wrong_type", "team"),
        ({"customer": 99999}, "unknown", "customer"),
        ({"customer": 10**30}, "unknown", "customer"),
        ({"customer": True}, "wrong_type", "customer"),
        ({"customer": "0912000111"}, "wrong_type", "customer"),
        ({"customer": {}}, "required", "customer.name"),
        ({"customer": {"name": "A", "points": 9}}, "unknown_field", "customer.points"),
        ({"customer": {"name": 5, "phone": "1"}}, "wrong_type", "customer.name"),
        ({"number": "TK-1"}, "unknown_field", "number"),
        ({"is_verified": False}, "unknown_field", "is_verified"),
        ({"created_at": "2020-01-01"}, "unknown_field", "created_at"),
    ],
)
def test_a_body_of_the_wrong_shape_stores_nothing(
    api: Client, changes: dict[str, Any], code: str, attr: str
) -> None:
    response = post(api, TICKETS, asked(**changes))

    assert response.status_code == 400
    assert codes(response) == [(code, attr)]
    assert not Ticket.objects.exists()
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("who", "code", "attr"),
    [
        ({"name": "A", "phone": "12"}, "invalid_phone", "phone"),
        ({"name": "A", "email": "a@b@c.vn"}, "invalid_email", "email"),
        ({"name": "A"}, "no_contact", None),
        ({"name": "..", "phone": "0912000111"}, "required", "name"),
    ],
)
def test_a_customer_nobody_could_reach_is_refused(
    api: Client, who: dict[str, str], code: str, attr: str | None
) -> None:
    response = post(api, TICKETS, asked(customer=who))

    assert response.status_code == 422
    assert codes(response) == [(code, attr)]
    assert not Customer.objects.exists()


def test_a_body_of_ten_megabytes_is_too_large(api: Client) -> None:
    response = post(api, TICKETS, asked(body="x" * 10_000_000))

    assert response.status_code == 413
    assert response.json()["errors"][0]["code"] == "too_large"


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b"5"])
def test_what_is_no_object_is_refused(api: Client, body: bytes) -> None:
    response = api.post(TICKETS, body, content_type="application/json")

    assert response.status_code == 400


# --- Verbs ---------------------------------------------------------------------


def test_an_answer_goes_out(api: Client, ticket: Ticket, agent_user: User) -> None:
    response = post(api, verb(ticket, "reply"), {"body": "Chị thử lại nhé."})

    message = Message.objects.get()
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["public_count"]) == ("open", 1)
    assert (message.author_user, message.channel) == (agent_user, "api")
    assert len(owed("ticket-reply")) == 1


def test_an_answer_that_missed_a_word_is_a_conflict(
    api: Client, ticket: Ticket, by_customer: Actor
) -> None:
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Alo"))

    body = {"body": "Chào chị", "seen_public_count": 0}
    response = post(api, verb(ticket, "reply"), body)

    assert response.status_code == 409
    assert codes(response) == [("stale_reply", None)]


def test_a_note_stays_inside(api: Client, ticket: Ticket) -> None:
    response = post(api, verb(ticket, "note"), {"body": "Khách khó tính"})

    assert response.status_code == 200
    assert Message.objects.get().kind == MessageKind.NOTE


@pytest.mark.parametrize("by", ["id", "email"])
def test_a_ticket_is_given_to_an_agent(
    api: Client, ticket: Ticket, other_agent_user: User, by: str
) -> None:
    agent = {"id": other_agent_user.pk, "email": "NAM@hongha.example"}[by]

    response = post(api, verb(ticket, "assign"), {"agent": agent, "summary": "Đã thử"})

    assert response.status_code == 200
    assert response.json()["assignee"]["id"] == other_agent_user.pk
    assert Message.objects.get().body == "Đã thử"


def test_a_ticket_is_given_to_a_team(
    api: Client, ticket: Ticket, other_team: Team
) -> None:
    response = post(api, verb(ticket, "assign"), {"team": "dien-tu"})

    assert response.json()["team"]["code"] == "dien-tu"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"agent": 10**12}, 400, "unknown"),
        ({"agent": 10**30}, 400, "unknown"),
        ({"agent": "nobody@hongha.example"}, 400, "unknown"),
        ({"agent": {"id": 1}}, 400, "wrong_type"),
        ({"agent": 1.5}, 400, "wrong_type"),
        ({"owner": 1}, 400, "unknown_field"),
        ({}, 422, "no_owner"),
    ],
)
def test_a_ticket_is_not_given_to_nobody(
    api: Client, ticket: Ticket, body: dict[str, Any], status: int, code: str
) -> None:
    response = post(api, verb(ticket, "assign"), body)

    assert response.status_code == status
    assert codes(response)[0][0] == code
    assert happened(ticket) == []


def test_a_ticket_waits_and_goes_on(api: Client, ticket: Ticket) -> None:
    waiting = post(api, verb(ticket, "wait"), {"reason": "part"})
    resumed = post(api, verb(ticket, "resume"))

    assert (waiting.json()["status"], waiting.json()["wait_reason"]) == (
        "waiting",
        "part",
    )
    assert resumed.json()["status"] == "open"


def test_a_ticket_is_resolved_reopened_and_closed(api: Client, ticket: Ticket) -> None:
    body = {"outcome": "solved", "note": "Đã thay bơm xả"}
    first = post(api, verb(ticket, "resolve"), body)
    again = post(api, verb(ticket, "reopen"), {"reason": "Khách gọi lại"})
    second = post(api, verb(ticket, "resolve"), {"outcome": "replaced"})
    shut = post(api, verb(ticket, "close"))

    statuses = [each.json()["status"] for each in (first, again, second, shut)]
    assert statuses == ["resolved", "open", "resolved", "closed"]
    assert shut.json()["episode"] == 2


def test_a_resolved_ticket_is_not_resolved_again(
    api: Client, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    response = post(api, verb(ticket, "resolve"), {"outcome": "solved", "note": "x"})

    assert response.status_code == 409
    assert codes(response) == [("transition_refused", None)]
    assert happened(ticket) == ["ticket.resolved"]


@pytest.mark.parametrize(
    ("body", "attr"),
    [({}, "outcome"), ({"outcome": "won"}, "outcome"), ({"outcome": None}, "outcome")],
)
def test_resolving_needs_an_outcome(
    api: Client, ticket: Ticket, body: dict[str, Any], attr: str
) -> None:
    response = post(api, verb(ticket, "resolve"), body)

    assert response.status_code == 400
    assert codes(response)[0][1] == attr


def test_an_old_ticket_stays_closed(
    api: Client, ticket: Ticket, agent_user: User
) -> None:
    closed(ticket, agent_user)
    Ticket.objects.update(closed_at=NOON - timedelta(days=400))

    response = post(api, verb(ticket, "reopen"))

    assert response.status_code == 409
    assert codes(response) == [("reopen_window_closed", None)]


def test_what_is_not_named_stays_as_it_was(api: Client, ticket: Ticket) -> None:
    response = post(api, verb(ticket, "classify"), {"priority": "urgent"})

    assert response.json()["priority"] == "urgent"
    assert response.json()["kind"] == ticket.kind


def test_a_unit_can_be_taken_off(api: Client, customer: Customer, team: Team) -> None:
    ticket = TicketFactory(customer=customer, team=team, unit=UnitFactory())

    response = post(api, verb(ticket, "classify"), {"unit": None})

    assert response.json()["unit"] is None


@pytest.mark.parametrize("name", ["resume", "close"])
def test_a_verb_without_words_takes_none(
    api: Client, ticket: Ticket, name: str
) -> None:
    response = post(api, verb(ticket, name), {"status": "closed"})

    assert codes(response) == [("unknown_field", "status")]


@pytest.mark.parametrize("name", ["reply", "resolve", "close", "attachments"])
def test_a_verb_is_a_post(api: Client, ticket: Ticket, name: str) -> None:
    assert api.get(verb(ticket, name)).status_code == 405


# --- Files ---------------------------------------------------------------------


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attach(api: Client, ticket: Ticket, **fields: Any) -> Any:
    return api.post(verb(ticket, "attachments"), fields)


def test_files_come_as_a_note(api: Client, ticket: Ticket, store: Path) -> None:
    files = [upload("anh.png", a_picture()), upload("ghi.txt", b"E3")]

    response = attach(api, ticket, file=files, body="Ảnh tại nhà khách")

    assert response.status_code == 201
    assert [file["name"] for file in response.json()["attachments"]] == [
        "anh.png",
        "ghi.txt",
    ]
    assert Message.objects.get().kind == MessageKind.NOTE


def test_files_may_go_to_the_customer(api: Client, ticket: Ticket, store: Path) -> None:
    response = attach(api, ticket, file=upload("ghi.txt", b"E3"), kind="public")

    assert response.status_code == 201
    assert owed("ticket-reply")[0].context["n_files"] == 1


def test_who_may_not_answer_sends_no_files_either(
    ticket: Ticket, team: Team, store: Path
) -> None:
    technician = caller(StaffFactory(role=Role.TECHNICIAN, team=team))

    response = attach(technician, ticket, file=upload("a.txt", b"E3"), kind="public")

    assert response.status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("virus.png", b"MZ\x90\0" + b"\0" * 200, 422, "file_refused"),
        ("a.svg", b"<svg/>", 422, "file_refused"),
        ("a.pdf.html", b"<script>", 422, "file_refused"),
        ("trong.txt", b"", 422, "file_refused"),
        ("phim.mp4", b"\0" * (30 * 1024 * 1024), 413, "file_too_large"),
    ],
)
def test_a_file_we_do_not_keep_is_refused(
    api: Client,
    ticket: Ticket,
    store: Path,
    name: str,
    content: bytes,
    status: int,
    code: str,
) -> None:
    response = attach(api, ticket, file=upload(name, content))

    assert response.status_code == status
    assert codes(response) == [(code, "files")]
    assert not Message.objects.exists()
    assert not list(store.iterdir())


def test_an_upload_without_a_file_is_refused(api: Client, ticket: Ticket) -> None:
    assert attach(api, ticket, body="x").status_code == 400


def test_files_are_not_json(api: Client, ticket: Ticket) -> None:
    response = post(api, verb(ticket, "attachments"), {"file": "x"})

    assert response.status_code == 415


# --- Who may -------------------------------------------------------------------

VERBS = "reply note assign wait resume stage resolve reopen close classify attachments"


@pytest.mark.parametrize("name", VERBS.split())
def test_a_foreign_ticket_does_not_exist(
    other_agent_user: User, ticket: Ticket, name: str
) -> None:
    stranger = caller(other_agent_user)
    bodies = {
        "reply": {"body": "x"},
        "note": {"body": "x"},
        "assign": {"agent": other_agent_user.pk},
        "wait": {"reason": "part"},
        "stage": {"stage": "repair"},
        "resolve": {"outcome": "solved"},
    }

    foreign = _send(stranger, verb(ticket, name), name, bodies)
    missing = _send(stranger, f"{TICKETS}TK-1/{name}/", name, bodies)

    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    assert happened(ticket) == []


def _send(client: Client, path: str, name: str, bodies: dict[str, Any]) -> Any:
    form = {"file": upload("a.txt", b"x")}
    sends = {"attachments": lambda: client.post(path, form)}
    return sends.get(name, lambda: post(client, path, bodies.get(name)))()


@pytest.mark.parametrize("tail", ["", "events/"])
def test_a_foreign_ticket_is_not_read(
    other_agent_user: User, ticket: Ticket, tail: str
) -> None:
    stranger = caller(other_agent_user)

    assert stranger.get(f"{TICKETS}{ticket.number}/{tail}").status_code == 404
    assert numbers(stranger.get(TICKETS)) == []


def test_whoever_sees_only_their_own_sees_only_those(
    ticket: Ticket, customer: Customer, team: Team
) -> None:
    own = StaffFactory(team=team, sees=Sight.OWN)
    mine = TicketFactory(customer=customer, team=team, assignee=own)

    assert numbers(caller(own).get(TICKETS)) == [mine.number]


def test_giving_a_ticket_out_of_sight_is_still_answered(
    customer: Customer, team: Team, other_agent_user: User
) -> None:
    own = StaffFactory(team=team, sees=Sight.OWN)
    mine = TicketFactory(customer=customer, team=team, assignee=own)

    response = post(
        caller(own),
        verb(mine, "assign"),
        {"agent": other_agent_user.pk, "summary": "Đã thử tắt nguồn"},
    )

    assert response.status_code == 200


def test_a_technician_writes_notes_only(ticket: Ticket, team: Team) -> None:
    technician = caller(StaffFactory(role=Role.TECHNICIAN, team=team))

    assert post(technician, verb(ticket, "note"), {"body": "x"}).status_code == 200
    assert post(technician, verb(ticket, "reply"), {"body": "x"}).status_code == 403
    assert (
        post(technician, verb(ticket, "resolve"), {"outcome": "solved"}).status_code
        == 403
    )


def test_a_reading_token_writes_nothing(agent_user: User, ticket: Ticket) -> None:
    reader = caller(agent_user, scopes=[Scope.READ])

    assert post(reader, verb(ticket, "note"), {"body": "x"}).status_code == 403
    assert reader.get(TICKETS).status_code == 200


def test_nobody_without_a_token(client: Client, ticket: Ticket) -> None:
    assert client.get(TICKETS).status_code == 401
    assert post(client, verb(ticket, "close")).status_code == 401


def test_a_session_is_no_token(agent_client: Client, ticket: Ticket) -> None:
    assert post(agent_client, verb(ticket, "close")).status_code == 401


def test_numbers_are_read_however_they_are_written(api: Client, ticket: Ticket) -> None:
    digits = ticket.number.removeprefix("TK-")

    assert api.get(f"{TICKETS}{digits}/").json()["number"] == ticket.number


def test_the_ticket_that_two_programs_resolve_is_resolved_once(
    api: Client, ticket: Ticket
) -> None:
    body = {"outcome": "solved", "note": "x"}

    first = post(api, verb(ticket, "resolve"), body)
    second = post(api, verb(ticket, "resolve"), body)

    ticket.refresh_from_db()
    assert (first.status_code, second.status_code) == (200, 409)
    assert ticket.status == TicketStatus.RESOLVED
