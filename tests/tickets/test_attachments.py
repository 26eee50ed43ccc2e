import shutil
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from foundation.accounts.models import User
from tests.conftest import NOON, signed_in
from tests.tickets.acting import actor_of, answered
from tests.tickets.downloads import get
from tests.tickets.uploads import a_photo, a_picture, upload
from tickets.actions.attachments import keep_files
from tickets.actions.messages import add_note
from tickets.actions.words import Words
from tickets.errors import FileRefusedError
from tickets.http import GUARDS
from tickets.models import Attachment, Message, Ticket

TEXT = "Máy kêu to".encode()


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def attached(ticket: Ticket, agent_user: User) -> Attachment:
    message = answered(
        ticket, agent_user, files=keep_files([upload("anh.png", a_picture())])
    )
    return message.attachments.get()


@pytest.fixture
def note_file(ticket: Ticket, agent_user: User) -> Attachment:
    note = add_note(
        ticket,
        actor=actor_of(agent_user),
        author=agent_user,
        at=NOON,
        words=Words("", files=keep_files([upload("ghi.txt", TEXT)])),
    )
    return note.attachments.get()


def test_a_file_is_stored_under_its_hash(attached: Attachment, store: Path) -> None:
    path = store / "attachments" / attached.sha256[:2] / attached.sha256

    assert path.stat().st_size == attached.size
    assert attached.file.name == str(path.relative_to(store))


def test_the_same_content_is_stored_once(store: Path) -> None:
    first, second = keep_files([upload("a.txt", TEXT), upload("b.txt", TEXT)])

    assert first.path == second.path
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_what_a_crash_cut_short_is_not_taken_for_the_file(store: Path) -> None:
    (kept,) = keep_files([upload("a.txt", TEXT)])
    (store / kept.path).write_bytes(TEXT[:3])

    (again,) = keep_files([upload("a.txt", TEXT)])

    assert (store / again.path).read_bytes() == TEXT


def test_one_refused_file_stores_none(store: Path) -> None:
    with pytest.raises(FileRefusedError):
        keep_files([upload("a.txt", TEXT), upload("b.exe", TEXT)])

    assert not list(store.iterdir())


def test_a_message_may_be_a_file_alone(ticket: Ticket, note_file: Attachment) -> None:
    assert Message.objects.get().body == ""
    assert note_file.ticket == ticket


def test_a_picture_is_shown_in_the_page_and_is_never_active(
    attached: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{attached.key}/")

    assert response.status == 200
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.body[:4] == b"\x89PNG"


@pytest.fixture
def photo(ticket: Ticket, agent_user: User) -> Attachment:
    files = keep_files([upload("máy.jpg", a_photo())])
    return answered(ticket, agent_user, files=files).attachments.get()


def test_the_small_picture_is_guarded_like_the_file(
    photo: Attachment, agent_client: Client
) -> None:
    whole = get(agent_client, f"/files/{photo.key}/")
    small = get(agent_client, f"/files/{photo.key}/?preview=1")

    assert small.headers["Content-Type"] == "image/webp"
    assert small.headers["Content-Disposition"].startswith("inline")
    assert small.body[8:12] == b"WEBP"
    assert len(small.body) == int(small.headers["Content-Length"]) < photo.size / 4
    assert {name: small.headers[name] for name in GUARDS} == {
        name: whole.headers[name] for name in GUARDS
    }


def test_a_file_of_old_is_shown_itself(
    photo: Attachment, agent_client: Client, store: Path
) -> None:
    shutil.rmtree(store / "previews")

    response = get(agent_client, f"/files/{photo.key}/?preview=1")

    assert response.headers["Content-Type"] == "image/jpeg"
    assert len(response.body) == photo.size


def test_what_is_no_picture_has_no_preview(
    note_file: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/?preview=1")

    assert response.headers["Content-Disposition"].startswith("attachment")


def test_who_may_not_see_the_file_sees_no_preview(
    photo: Attachment, ticket: Ticket, other_agent_client: Client, client: Client
) -> None:
    path = f"/files/{photo.key}/?preview=1"

    assert get(other_agent_client, path).status == 404
    assert get(client, path).status == 302
    assert get(client, f"/t/{ticket.access_key}{path}").status == 200
    assert get(client, f"/t/{'x' * 22}{path}").status == 404


def test_a_preview_that_a_crash_cut_short_is_made_anew(store: Path) -> None:
    sent = a_photo()
    keep_files([upload("a.jpg", sent)])
    (preview,) = (store / "previews").rglob("*.webp")
    whole = preview.read_bytes()
    preview.write_bytes(whole[:30])

    keep_files([upload("b.jpg", sent)])

    assert preview.read_bytes() == whole


def test_a_picture_can_be_kept(attached: Attachment, agent_client: Client) -> None:
    response = get(agent_client, f"/files/{attached.key}/?download=1")

    assert response.headers["Content-Disposition"] == 'attachment; filename="anh.png"'


def test_other_files_are_handed_over(
    note_file: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_type_we_do_not_know_is_only_bytes(
    note_file: Attachment, agent_client: Client
) -> None:
    Attachment.objects.update(content_type="text/html")

    response = get(agent_client, f"/files/{note_file.key}/")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"]
)
@pytest.mark.parametrize("query", ["", "?download=1"])
def test_nothing_that_could_run_is_ever_shown(
    attached: Attachment, agent_client: Client, content_type: str, query: str
) -> None:
    Attachment.objects.update(content_type=content_type)

    response = get(agent_client, f"/files/{attached.key}/{query}")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_name_cannot_add_a_header(attached: Attachment, agent_client: Client) -> None:
    Attachment.objects.update(name='a"; filename="b.html')

    response = get(agent_client, f"/files/{attached.key}/?download=1")

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="a\\"; filename=\\"b.html"'
    )


def test_a_part_of_a_file_can_be_asked_for(
    note_file: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/", Range="bytes=2-4")

    assert response.status == 206
    assert response.headers["Content-Range"] == f"bytes 2-4/{len(TEXT)}"
    assert response.body == TEXT[2:5]


@pytest.mark.parametrize(
    ("asked", "expected"), [("bytes=3-", TEXT[3:]), ("bytes=-4", TEXT[-4:])]
)
def test_an_open_range_goes_to_the_end(
    note_file: Attachment, agent_client: Client, asked: str, expected: bytes
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/", Range=asked)

    assert response.body == expected


def test_a_range_behind_the_end_is_refused(
    note_file: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/", Range="bytes=900-")

    assert response.status == 416


def test_nonsense_for_a_range_is_no_range(
    note_file: Attachment, agent_client: Client
) -> None:
    response = get(agent_client, f"/files/{note_file.key}/", Range="bytes=a-b, 1-2")

    assert response.status == 200


def test_the_customer_gets_their_file(
    attached: Attachment, customer_client: Client
) -> None:
    assert get(customer_client, f"/files/{attached.key}/").status == 200


def test_the_customer_gets_no_file_of_a_note(
    note_file: Attachment, ticket: Ticket, customer_client: Client, client: Client
) -> None:
    link = f"/t/{ticket.access_key}/files/{note_file.key}/"

    assert get(customer_client, f"/files/{note_file.key}/").status == 404
    assert get(client, link).status == 404


def test_a_stranger_gets_nothing(
    attached: Attachment,
    other_customer_client: Client,
    other_agent_client: Client,
) -> None:
    path = f"/files/{attached.key}/"

    assert get(other_customer_client, path).status == 404
    assert get(other_agent_client, path).status == 404


def test_nobody_in_particular_must_sign_in(
    attached: Attachment, client: Client
) -> None:
    response = get(client, f"/files/{attached.key}/")

    assert response.status == 302
    assert response.headers["Location"].startswith("/sign-in/")


def test_the_link_of_the_case_opens_its_files(
    attached: Attachment, ticket: Ticket, client: Client
) -> None:
    response = get(client, f"/t/{ticket.access_key}/files/{attached.key}/")

    assert response.status == 200
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_link_of_another_case_does_not(
    attached: Attachment, client: Client
) -> None:
    assert get(client, f"/t/{'x' * 22}/files/{attached.key}/").status == 404


def test_somebody_who_was_switched_off_gets_nothing(
    attached: Attachment, agent_user: User
) -> None:
    client = signed_in(agent_user)
    User.objects.filter(pk=agent_user.pk).update(is_active=False)

    assert get(client, f"/files/{attached.key}/").status == 302


def test_a_file_lost_from_the_store_is_absent(
    attached: Attachment, agent_client: Client, store: Path
) -> None:
    (store / str(attached.file.name)).unlink()

    assert get(agent_client, f"/files/{attached.key}/").status == 404


@pytest.mark.parametrize("key", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "a%00b", "x" * 99])
def test_no_key_walks_out_of_the_store(agent_client: Client, key: str) -> None:
    assert get(agent_client, f"/files/{key}/").status in {400, 404}


def test_a_file_is_read_not_written(attached: Attachment, agent_client: Client) -> None:
    assert agent_client.post(f"/files/{attached.key}/").status_code == 405
