import pytest
from django.db import connection
from hypothesis import given, strategies as st

from tickets.converters import TicketNumberConverter
from tickets.numbers import next_number, parse_number


@pytest.mark.parametrize(
    "text", ["#48213", "48213", "TK-48213", "tk-48213", "TK 48213", " tk48213 "]
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert parse_number(text) == "TK-48213"


@pytest.mark.parametrize(
    "text", ["", "#", "TK-", "TK-0123", "48213a", "٤٨٢١٣", "-1", "1" * 13, "TK-48 213"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert (parse_number(text) or "TK-").startswith("TK-")


@pytest.mark.django_db
def test_an_abandoned_number_is_not_given_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM ticket_number_seq")

    assert next_number() != next_number()


def test_addresses_are_written_in_one_way() -> None:
    converter = TicketNumberConverter()

    assert converter.to_python("48213") == converter.to_python("tk-48213")
    assert converter.to_url("48213") == converter.to_url("TK-48213") == "TK-48213"
