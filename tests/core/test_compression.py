"""What leaves the house compressed."""

import gzip
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from foundation.accounts.models import Team, User
from foundation.core.compression import CompressWordsMiddleware
from tests.factories.tickets import TicketFactory

LATER_PAGE = 40_000  # bytes on the wire, docs of the house
WORDS = b"m\xc3\xa1y gi\xe1\xba\xb7t " * 200


def left(response: HttpResponseBase) -> Any:
    """`response` as it leaves for a browser."""
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
    return CompressWordsMiddleware(lambda _request: response)(request)


@pytest.mark.django_db
def test_a_full_list_weighs_little(
    agent_client: Client, agent_user: User, team: Team
) -> None:
    TicketFactory.create_batch(40, team=team, assignee=agent_user)

    page = agent_client.get("/desk/", headers={"accept-encoding": "gzip"})

    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert len(page.content) < LATER_PAGE
    assert "Máy giặt".encode() in gzip.decompress(page.content)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_words_are_compressed(kind: str) -> None:
    answer = left(HttpResponse(WORDS, content_type=kind))

    assert gzip.decompress(answer.content) == WORDS


@pytest.mark.parametrize("kind", ["image/webp", "application/pdf"])
def test_what_is_compressed_already_is_left_alone(kind: str) -> None:
    answer = left(HttpResponse(WORDS, content_type=kind))

    assert answer.content == WORDS


def test_news_arrive_as_they_happen() -> None:
    stream = StreamingHttpResponse(
        [b"data: 1\n\n"] * 99, content_type="text/event-stream"
    )

    assert "Content-Encoding" not in left(stream).headers


def test_a_file_keeps_its_length() -> None:
    answer = left(FileResponse([WORDS], content_type="text/csv"))

    assert "Content-Encoding" not in answer.headers
