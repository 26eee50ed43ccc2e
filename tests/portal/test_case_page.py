"""A case, read and answered: signed in, and by its link."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from tests.conftest import NOON
from tests.portal.reading import html_of, text_of
from tests.tickets.acting import answered, closed, happened, resolved
from tests.tickets.uploads import a_picture, upload
from tickets.actions.assignment import assign_ticket
from tickets.actions.messages import add_note
from tickets.actions.words import Words
from tickets.enums import TicketStatus
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.usefixtures("at_noon")
DOORS = ["own", "link"]


@pytest.fixture
def at_noon() -> Any:
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        yield


class Visit:
    """One of the two ways to a case, with the browser that goes it."""

    def __init__(self, door: str, ticket: Ticket, customer_client: Client) -> None:
        is_own = door == "own"
        self.browser = customer_client if is_own else Client()
        self.url = (
            f"/my/tickets/{ticket.number}/" if is_own else f"/t/{ticket.access_key}/"
        )
        self.live_url = f"/live{self.url.removeprefix('/my')}"

    def page(self, **options: Any) -> Any:
        return self.browser.get(self.url, **options)

    def answer(self, **form: Any) -> Any:
        return self.browser.post(f"{self.url}answer/", form, follow=True)

    def confirm(self) -> Any:
        return self.browser.post(f"{self.url}confirm/", follow=True)


def closed_long_ago(ticket: Ticket, agent: User) -> None:
    closed(ticket, agent)
    then = NOON - timedelta(days=31)
    Ticket.objects.filter(pk=ticket.pk).update(resolved_at=then, closed_at=then)


@pytest.fixture(params=DOORS)
def visit(request: Any, ticket: Ticket, customer_client: Client) -> Visit:
    return Visit(request.param, ticket, customer_client)


def test_the_page_shows_where_it_stands_and_what_was_said(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    answered(ticket, agent_user)

    page = text_of(visit.page())

    assert ticket.number in page
    assert "Đang làm" in page
    assert "Chị thử tắt nguồn 5 phút nhé." in page
    assert "Trần Minh Quân" in page


def test_nobody_outside_reads_our_notes_or_who_does_what(
    visit: Visit, ticket: Ticket, agent_user: User, lead_user: User, agent: Any
) -> None:
    add_note(
        ticket, actor=agent, author=agent_user, at=NOON, words=Words("Khách khó tính")
    )
    assign_ticket(ticket, actor=agent, agent=lead_user, at=NOON)

    page = html_of(visit.page())

    assert "Khách khó tính" not in page
    assert lead_user.name not in page
    assert "Ghi chú" not in page


def test_the_page_listens_and_htmx_fetches_the_part_that_changes(
    visit: Visit, ticket: Ticket
) -> None:
    whole = html_of(visit.page())
    part = html_of(visit.page(headers={"HX-Request": "true"}))

    assert f'data-live-url="{visit.live_url}"' in whole
    assert 'hx-trigger="ticket-changed from:body"' in part
    assert part.strip().startswith("<div")
    assert 'id="answer"' in whole
    assert 'id="answer"' not in part


def test_caches_tell_page_and_part_apart(visit: Visit) -> None:
    page = visit.page()

    assert "HX-Request" in page.headers["Vary"]
    assert "no-store" in page.headers["Cache-Control"]


def test_an_answer_is_written_down(visit: Visit, ticket: Ticket) -> None:
    page = visit.answer(body="Tôi đã thử, vẫn báo E3.")

    message = Message.objects.get()
    assert page.redirect_chain == [(f"{visit.url}#{message.pk}-said", 302)]
    assert (message.ticket, message.author_kind) == (ticket, "customer")
    assert "Tôi đã thử, vẫn báo E3." in text_of(page)
    assert f'id="{message.pk}-said"' in html_of(page)


def test_a_picture_alone_is_an_answer(visit: Visit) -> None:
    page = visit.answer(files=upload("may.png", a_picture()))

    assert page.status_code == 200
    assert Attachment.objects.get().name == "may.png"


def test_the_files_of_an_answer_open_to_whoever_reads_it(visit: Visit) -> None:
    visit.answer(files=upload("hoa-don.txt", b"HD 1182"))
    key = Attachment.objects.get().key
    prefix = visit.url if visit.url.startswith("/t/") else "/"

    file: Any = visit.browser.get(f"{prefix}files/{key}/")

    assert b"".join(file.streaming_content) == b"HD 1182"


def test_an_empty_answer_is_refused(visit: Visit) -> None:
    page = visit.answer(body="  \n ")

    assert page.status_code == 422
    assert "Hãy viết vài chữ hoặc đính kèm một ảnh." in text_of(page)
    assert not Message.objects.exists()


def test_a_refused_answer_keeps_the_words_and_asks_for_the_files_again(
    visit: Visit,
) -> None:
    page = visit.answer(body="Xem ảnh nhé", files=upload("may.exe", b"MZ\x90"))

    assert page.status_code == 422
    assert "Không nhận loại tệp “may.exe”." in text_of(page)
    assert "Xem ảnh nhé</textarea>" in html_of(page)
    assert "Tệp đã chọn không giữ lại được." in text_of(page)
    assert not Message.objects.exists()


def test_the_same_answer_twice_is_one(visit: Visit) -> None:
    visit.answer(body="Vẫn lỗi", client_key="c" * 32)
    visit.answer(body="Vẫn lỗi", client_key="c" * 32)

    assert Message.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "\0", "c" * 400, "' or 1=1"])
def test_an_odd_form_key_is_no_key(visit: Visit, key: str) -> None:
    visit.answer(body="Vẫn lỗi", client_key=key)

    assert Message.objects.get().client_key is None


def test_too_many_answers_are_asked_to_wait_and_kept(visit: Visit) -> None:
    last = [visit.answer(body=f"Lần {n}") for n in range(31)][-1]

    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0
    assert "Lần 30</textarea>" in html_of(last)


def test_content_with_it_the_customer_closes_the_case(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)
    assert "Ổn rồi, đóng yêu cầu" in text_of(visit.page())

    page = visit.confirm()

    ticket.refresh_from_db()
    assert ticket.status == TicketStatus.CLOSED
    assert "Cảm ơn bạn. Yêu cầu đã đóng." in text_of(page)
    assert "Ổn rồi, đóng yêu cầu" not in text_of(page)


def test_what_is_not_resolved_cannot_be_closed(visit: Visit, ticket: Ticket) -> None:
    page = visit.confirm()

    ticket.refresh_from_db()
    assert ticket.status == TicketStatus.NEW
    assert "Trạng thái hiện tại không cho phép bước này." in text_of(page)


def test_a_second_confirmation_changes_nothing(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)
    visit.confirm()
    visit.confirm()

    assert happened(ticket).count("ticket.closed") == 1


def test_answering_a_finished_case_reopens_it(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    closed(ticket, agent_user)

    page = visit.answer(body="Lỗi lại rồi")

    ticket.refresh_from_db()
    assert ticket.status == TicketStatus.OPEN
    assert "Đã gửi và mở lại yêu cầu." in text_of(page)
    assert "Đã mở lại" in text_of(page)


def test_what_was_closed_long_ago_asks_for_a_new_request(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    closed_long_ago(ticket, agent_user)

    page = visit.page()
    late = visit.answer(body="Lỗi lại rồi")

    assert "Yêu cầu đã đóng hơn 30 ngày" in text_of(page)
    assert "<textarea" not in html_of(page)
    assert late.status_code == 409


def test_words_refused_on_an_old_case_are_still_on_the_page(
    visit: Visit, ticket: Ticket, agent_user: User
) -> None:
    closed_long_ago(ticket, agent_user)

    late = visit.answer(body="Máy lại báo E3")

    assert "Phiếu này đã đóng hơn 30 ngày" in text_of(late)
    assert "Máy lại báo E3" in text_of(late)


def test_pages_behind_a_link_tell_nobody_about_it(
    client: Client, ticket: Ticket
) -> None:
    page = client.get(f"/t/{ticket.access_key}/")

    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert ticket.customer.name not in html_of(page)


def test_the_customer_at_home_sees_their_own_letters(
    customer_client: Client, ticket: Ticket, customer: Customer
) -> None:
    customer_client.post(f"/my/tickets/{ticket.number}/answer/", {"body": "Vẫn lỗi"})

    page = html_of(customer_client.get(f"/my/tickets/{ticket.number}/"))

    assert 'data-i="TH"' in page


@pytest.mark.parametrize("verb", ["answer", "confirm"])
def test_a_link_scanner_changes_nothing(visit: Visit, verb: str) -> None:
    assert visit.browser.get(f"{visit.url}{verb}/").status_code == 405
    assert not Message.objects.exists()


def test_a_forged_answer_is_refused(ticket: Ticket) -> None:
    browser = Client(enforce_csrf_checks=True)

    page = browser.post(f"/t/{ticket.access_key}/answer/", {"body": "Giả"})

    assert page.status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize("verb", ["", "answer/", "confirm/"])
def test_another_customers_case_is_no_case(
    other_customer_client: Client, ticket: Ticket, verb: str
) -> None:
    ask = other_customer_client.post if verb else other_customer_client.get

    foreign = ask(f"/my/tickets/{ticket.number}/{verb}")
    absent = ask(f"/my/tickets/TK-999999/{verb}")

    assert (foreign.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("key", ["a" * 22, "a", "a" * 500, "%C3%A9", "..", "'"])
def test_a_guessed_key_is_no_case(client: Client, ticket: Ticket, key: str) -> None:
    assert client.get(f"/t/{key}/").status_code == 404


def test_a_browser_may_send_the_forms_of_a_page_behind_a_link(ticket: Ticket) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = html_of(browser.get(f"/t/{ticket.access_key}/"))
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = {"body": "Vẫn lỗi", "csrfmiddlewaretoken": token}
    origin = {"Origin": "http://testserver"}  # what strict-origin lets a browser say

    sent = browser.post(f"/t/{ticket.access_key}/answer/", form, headers=origin)

    assert sent.status_code == 302
