"""The page behind the link: no sign-in, no cookie, nothing recorded by looking."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client

from customers.models import Customer
from surveys.enums import InvitationState
from surveys.models import Invitation, Response
from surveys.tokens import token_of
from tests.budgets import BUDGETS, queries_of
from tests.factories.catalog import UnitFactory
from tests.factories.surveys import (
    RESOLVED,
    InvitationFactory,
    ResolvedTicketFactory,
    ResponseFactory,
)

# What is drawn anew for each page.
NONCE = r'nonce="[^"]*"|X-CSRFToken": "[^"]*"'
LATER = RESOLVED + timedelta(hours=2)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def invitation(customer: Customer, agent_user: object) -> Invitation:
    unit = UnitFactory.create(owner=customer, product__name="Máy giặt Nami WF-95")
    ticket = ResolvedTicketFactory.create(customer=customer, unit=unit)
    return InvitationFactory.create(ticket=ticket, agent=agent_user)


def page_of(invitation: Invitation) -> str:
    return f"/s/{token_of(invitation.pk)}/"


def test_the_page_names_the_case_the_thing_and_who_handled_it(
    browser: Client, invitation: Invitation
) -> None:
    text = browser.get(page_of(invitation)).content.decode()

    assert "chị Hà" in text
    assert "Máy giặt Nami WF-95" in text
    assert invitation.ticket.number in text
    assert "Quân phụ trách" in text


def test_looking_records_nothing(browser: Client, invitation: Invitation) -> None:
    browser.get(page_of(invitation) + "?score=4")
    browser.head(page_of(invitation) + "?score=1")

    assert not Response.objects.exists()
    assert Invitation.objects.get().state == InvitationState.SENT


def test_the_score_in_the_link_is_chosen_beforehand(
    browser: Client, invitation: Invitation
) -> None:
    text = browser.get(page_of(invitation) + "?score=4").content.decode()

    assert text.count(" checked>") == 1
    assert 'value="4" required checked>' in text


@pytest.mark.parametrize("score", ["0", "6", "x", "", "4'"])
def test_a_score_that_is_none_chooses_nothing(
    browser: Client, invitation: Invitation, score: str
) -> None:
    answer = browser.get(page_of(invitation), {"score": score})

    assert answer.status_code == 200
    assert " checked>" not in answer.content.decode()


def test_one_tap_answers_without_sign_in_or_cookie(
    browser: Client, invitation: Invitation
) -> None:
    answer = browser.post(
        page_of(invitation), {"score": "5", "comment": "Tốt"}, follow=True
    )

    assert "Cảm ơn chị Hà" in answer.content.decode()
    assert Response.objects.get().score == 5


def test_two_posts_are_one_answer(browser: Client, invitation: Invitation) -> None:
    browser.post(page_of(invitation), {"score": "5"})
    browser.post(page_of(invitation), {"score": "2"})

    assert [response.score for response in Response.objects.all()] == [2]


@pytest.mark.parametrize(
    "data",
    [{}, {"score": "6"}, {"score": "x"}, {"score": "5", "comment": "a" * 2001}],
)
def test_a_bad_answer_is_told_and_not_kept(
    browser: Client, invitation: Invitation, data: dict[str, str]
) -> None:
    answer = browser.post(page_of(invitation), data)

    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_the_answer_can_be_changed_for_a_day(
    browser: Client, invitation: Invitation
) -> None:
    browser.post(page_of(invitation), {"score": "2", "comment": "Chậm"})

    text = browser.get(page_of(invitation) + "?edit=1").content.decode()

    assert 'value="2" required checked>' in text
    assert "Lưu đánh giá" in text


def test_after_a_day_it_can_only_be_read(browser: Client) -> None:
    response = ResponseFactory.create(answered_at=LATER - timedelta(hours=25))

    text = browser.get(page_of(response.invitation) + "?edit=1").content.decode()
    refused = browser.post(page_of(response.invitation), {"score": "1"})

    assert "Sửa đánh giá" not in text
    assert 'name="score"' not in text
    assert refused.status_code == 409


@pytest.mark.parametrize("state", [InvitationState.CANCELLED, InvitationState.EXPIRED])
def test_a_link_that_was_withdrawn_is_gone(
    browser: Client, state: InvitationState
) -> None:
    invitation = InvitationFactory.create(state=state)

    assert browser.get(page_of(invitation)).status_code == 410
    assert browser.post(page_of(invitation), {"score": "5"}).status_code == 410
    assert not Response.objects.exists()


def test_a_link_past_its_end_is_gone(browser: Client) -> None:
    invitation = InvitationFactory.create(expires_at=LATER)

    assert browser.get(page_of(invitation)).status_code == 410


def test_a_link_we_did_not_sign_opens_nothing(
    browser: Client, invitation: Invitation
) -> None:
    token = token_of(invitation.pk)
    other = InvitationFactory.create()
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.replace(str(invitation.pk), str(other.pk), 1),
        str(invitation.pk),
        TimestampSigner(salt="other", sep=".").sign(str(invitation.pk)),
        "x" * 3000,
        token_of(999_999),
    ]

    answers = {browser.get(f"/s/{one}/").status_code for one in forged}

    assert answers == {404}


def test_an_invitation_that_was_not_sent_has_no_page(browser: Client) -> None:
    invitation = InvitationFactory.create(state=InvitationState.OWED, sent_at=None)

    assert browser.get(page_of(invitation)).status_code == 404


def test_gone_and_forged_look_the_same(browser: Client) -> None:
    invitation = InvitationFactory.create(state=InvitationState.CANCELLED)

    gone = browser.get(page_of(invitation)).content.decode()
    forged = browser.get("/s/forged/").content.decode()

    assert re.sub(NONCE, "", gone) == re.sub(NONCE, "", forged)


@pytest.mark.parametrize("path", ["/s/forged/", None])
def test_nobody_else_gets_to_read_the_address(
    browser: Client, invitation: Invitation, path: str | None
) -> None:
    answer = browser.get(path or page_of(invitation))

    # Its origin, without the path that holds the key: the switch of languages needs it.
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_a_stranger_who_asked_reads_no_names(browser: Client) -> None:
    ticket = ResolvedTicketFactory.create(is_verified=False, subject="Chữ người lạ")
    invitation = InvitationFactory.create(ticket=ticket)

    assert "Chữ người lạ" not in browser.get(page_of(invitation)).content.decode()


def test_too_many_tries_have_to_wait(browser: Client) -> None:
    for _ in range(60):
        browser.get("/s/forged/")

    assert browser.get("/s/forged/").status_code == 429


def test_the_page_asks_the_database_little(
    browser: Client, invitation: Invitation
) -> None:
    asked = queries_of(browser, page_of(invitation))

    assert asked == BUDGETS["surveys:answer"]


def switched(browser: Client, path: str, language: str, origin: str) -> Any:
    """What the switch on the page of `path` does, in a browser."""
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', opened(browser, path)
    )
    assert token
    words = {"language": language, "next": path, "csrfmiddlewaretoken": token[1]}
    return browser.post("/i18n/setlang/", words, headers={"Origin": origin})


def opened(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_a_visitor_may_change_the_language(
    browser: Client, invitation: Invitation
) -> None:
    path = page_of(invitation)

    answer = switched(browser, path, "en", "http://testserver")

    assert answer.status_code == 302
    assert answer.headers["Location"] == path
    assert '<html lang="en"' in opened(browser, path)


def test_a_page_that_hid_its_origin_could_not_change_it(
    browser: Client, invitation: Invitation
) -> None:
    assert switched(browser, page_of(invitation), "en", "null").status_code == 403


@pytest.mark.parametrize(
    ("stored", "chosen", "shown"),
    [
        ("vi", "en", "en"),
        ("en", "vi", "vi"),
        ("en", "", "en"),
        ("en", "xx", "en"),
        ("vi", "fr-FR", "vi"),
    ],
)
def test_what_the_visitor_chose_wins_over_what_we_keep(
    stored: str, chosen: str, shown: str, browser: Client, invitation: Invitation
) -> None:
    Customer.objects.update(locale=stored)
    browser.cookies["django_language"] = chosen

    assert f'<html lang="{shown}"' in opened(browser, page_of(invitation))
