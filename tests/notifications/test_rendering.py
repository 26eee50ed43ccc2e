from typing import Any

import pytest

from foundation.notifications.models import OutgoingMessage
from foundation.notifications.rendering import UnrenderableError, render
from tests.notifications.conftest import Letters


def message(**fields: Any) -> OutgoingMessage:
    values = {"template": "hello", "channel": "email", "recipient_name": "Hà"}
    return OutgoingMessage(**{**values, **fields})


def test_words_are_made_of_plain_values(letters: Letters) -> None:
    letters("hello", subject="Phiếu {{ number }}", body="Chào {{ recipient_name }}.")

    words = render(message(context={"number": "TK-1"}))

    assert (words.subject, words.text) == ("Phiếu TK-1", "Chào Hà.\n")


def test_the_shop_and_the_address_of_the_system_are_always_there(
    letters: Letters, settings: Any
) -> None:
    settings.BASE_URL = "https://cskh.example"
    letters("hello", subject="x", body="{{ shop.name }} {{ base_url }}/t/1/")

    words = render(message())

    assert words.text == "Điện máy Hồng Hà https://cskh.example/t/1/\n"


@pytest.mark.parametrize(
    "body",
    [
        "{{ nobody_said }}",
        "{{ shop.nothing }}",
        "{% blocktranslate %}x {{ nobody_said }}{% endblocktranslate %}",
        "{% blocktranslate with a=nobody_said %}x {{ a }}{% endblocktranslate %}",
    ],
    ids=["variable", "attribute", "in a sentence", "renamed in a sentence"],
)
def test_a_missing_value_stops_the_message(letters: Letters, body: str) -> None:
    letters("hello", subject="x", body=body)

    with pytest.raises(UnrenderableError, match="missing value"):
        render(message())


def test_asking_whether_a_value_is_there_is_allowed(letters: Letters) -> None:
    letters("hello", subject="x", body="a{% if link %} {{ link }}{% endif %}")

    assert render(message()).text == "a\n"


def test_a_missing_template_stops_the_message(letters: Letters) -> None:
    with pytest.raises(UnrenderableError, match="nobody-wrote-it"):
        render(message(template="nobody-wrote-it"))


def test_a_broken_template_stops_the_message(letters: Letters) -> None:
    letters("hello", subject="x", body="{% if %}")

    with pytest.raises(UnrenderableError):
        render(message())


def test_words_are_in_the_language_of_the_recipient(letters: Letters) -> None:
    letters(
        "hello",
        subject="x",
        body="{{ sum|money }} {% get_current_language as l %}{{ l }}",
    )

    assert render(message(locale="en", context={"sum": 5})).text.endswith("en\n")


def test_a_line_break_in_a_value_cannot_leave_the_subject_line(
    letters: Letters,
) -> None:
    letters("hello", subject="Phiếu: {{ subject }}", body="x")

    words = render(message(context={"subject": "a\r\nBcc: thief@evil.example"}))

    assert words.subject == "Phiếu: a Bcc: thief@evil.example"


def test_what_a_person_wrote_is_no_template(letters: Letters) -> None:
    letters("hello", subject="x", body="{{ body }}")

    words = render(message(context={"body": "{{ shop.name }} {% load x %} %(x)s"}))

    assert words.text == "{{ shop.name }} {% load x %} %(x)s\n"


def test_text_is_plain_and_html_is_escaped(letters: Letters) -> None:
    letters("hello", subject="x", body="{{ body }}")

    words = render(message(context={"body": "<b>&</b>"}))

    assert words.text == "<b>&</b>\n"
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in words.html


def test_a_template_may_bring_html_of_its_own(letters: Letters) -> None:
    letters(
        "hello",
        subject="x",
        body="text",
        html='{% extends "layouts/email.html" %}{% block content %}<p>{{ recipient_name }}</p>{% endblock %}',
    )

    words = render(message())

    assert "<p>Hà</p>" in words.html
    assert "Điện máy Hồng Hà" in words.html


def test_an_sms_has_words_of_its_own(letters: Letters) -> None:
    letters("hello", subject="x", body="long", sms="short")

    words = render(message(channel="sms"))

    assert (words.subject, words.text, words.html) == ("", "short\n", "")


def test_an_sms_without_words_of_its_own_takes_those_of_the_letter(
    letters: Letters,
) -> None:
    letters("hello", subject="x", body="long")

    assert render(message(channel="sms")).text == "long\n"
