"""The command that keeps the English catalogue, on a small house of its own."""

import gettext
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from aftersales.catalogue import CATALOGUE, as_po, extracted, messages_in, stored

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy

title = _("Phiếu")
state = pgettext_lazy("trạng thái phiếu", "Mới")


def count(n):
    return ngettext("%(n)s phiếu", "%(n)s phiếu", n) % {"n": n}
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate "Bàn làm việc" %}">{% translate "Mới" context "trạng thái phiếu" %}</h1>
    {% if x %}
  <p>{% blocktranslate trimmed with name=user.name %}
     Chào {{ name }}, có %d phiếu "gấp".
  {% endblocktranslate %}</p>
    {% endif %}
{% blocktranslate count n=n %}{{ n }} khách{% plural %}{{ n }} khách{% endblocktranslate %}
{{ _("Tải lại") }} {{ name|default:_("Không tên") }}
{# Translators: a button #}
{% translate "Lưu" as save %}
"""
ENGLISH = {
    "Phiếu": "Ticket",
    "Mới": "New",
    "%(n)s phiếu": "%(n)s ticket",
    "Bàn làm việc": "Desk",
    "Tải lại": "Reload",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "tickets").mkdir()
    (tmp_path / "tickets" / "enums.py").write_text(PYTHON)
    return tmp_path


def add_template(house: Path) -> None:
    (house / "templates").mkdir()
    (house / "templates" / "list.html").write_text(TEMPLATE)


def translations(step: str, house: Path) -> str:
    output = StringIO()
    call_command("translations", step, root=house, stdout=output, stderr=output)
    return output.getvalue()


def complaints_about(house: Path) -> str:
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("translations", "check", root=house, stdout=output, stderr=output)
    return output.getvalue()


def translate(house: Path, *, flags: frozenset[str] = frozenset()) -> None:
    """Fill in the extracted catalogue from ENGLISH."""
    translations("extract", house)
    catalog = stored(house / CATALOGUE)
    for message in catalog:
        message.string = english_of(message.id) or message.string
        message.flags |= flags if message.id else set()
    (house / CATALOGUE).write_bytes(as_po(catalog))


def english_of(message: str | Sequence[str]) -> str | tuple[str, ...] | None:
    """The English form, or both for a message with a plural."""
    if isinstance(message, str):
        return ENGLISH.get(message)
    single = ENGLISH[message[0]]
    return (single, f"{single}s")


def test_messages_are_read_out_of_python(house: Path) -> None:
    found = [
        (message, context)
        for _line, message, _notes, context in messages_in(house / "tickets/enums.py")
    ]

    assert found == [
        ("Phiếu", None),
        ("Mới", "trạng thái phiếu"),
        (("%(n)s phiếu", "%(n)s phiếu"), None),
    ]


def test_messages_are_read_out_of_templates(house: Path) -> None:
    add_template(house)

    found = [
        (message, context)
        for _line, message, _notes, context in messages_in(
            house / "templates/list.html"
        )
    ]

    assert found == [
        ("Bàn làm việc", None),
        ("Mới", "trạng thái phiếu"),
        ('Chào %(name)s, có %%d phiếu "gấp".', None),
        (("%(n)s khách", "%(n)s khách"), None),
        ("Tải lại", None),
        ("Không tên", None),
        ("Lưu", None),
    ]


def test_every_string_of_the_house_is_translated() -> None:
    assert "Every string" in translations("check", Path(settings.BASE_DIR))


def test_every_template_of_the_house_can_be_read() -> None:
    assert len(extracted(Path(settings.BASE_DIR))) > 100


def test_a_new_message_is_missing_until_it_is_translated(house: Path) -> None:
    translate(house)
    add_template(house)

    assert "missing: Chào %(name)s" in complaints_about(house)


def test_a_complete_catalogue_passes(house: Path) -> None:
    translate(house)

    assert "Every string" in translations("check", house)


def test_without_a_catalogue_everything_is_missing(house: Path) -> None:
    assert complaints_about(house).count("missing:") == 3


def test_a_fuzzy_translation_is_no_translation(house: Path) -> None:
    translate(house, flags=frozenset({"fuzzy"}))

    assert "fuzzy: Phiếu" in complaints_about(house)


def test_one_plural_form_is_not_enough(house: Path) -> None:
    translate(house)
    catalogue = (house / CATALOGUE).read_text()
    (house / CATALOGUE).write_text(catalogue.replace("%(n)s tickets", ""))

    assert "missing: %(n)s phiếu" in complaints_about(house)


def test_a_translation_that_loses_a_placeholder_is_refused(house: Path) -> None:
    translate(house)
    catalogue = (house / CATALOGUE).read_text()
    (house / CATALOGUE).write_text(catalogue.replace("%(n)s tickets", "tickets"))

    assert "other placeholders: %(n)s phiếu" in complaints_about(house)


def test_a_message_nobody_uses_any_more_is_named_and_then_dropped(house: Path) -> None:
    translate(house)
    (house / "tickets" / "enums.py").write_text(PYTHON.replace("Phiếu", "Vé"))

    assert "no longer used: Phiếu" in complaints_about(house)

    translations("extract", house)
    assert "Phiếu" not in (house / CATALOGUE).read_text()


def test_extracting_keeps_translations_and_writes_the_same_text_twice(
    house: Path,
) -> None:
    translate(house)
    before = (house / CATALOGUE).read_bytes()

    translations("extract", house)

    assert (house / CATALOGUE).read_bytes() == before
    assert b'msgstr "Ticket"' in before


def test_the_compiled_catalogue_speaks_english(house: Path) -> None:
    translate(house)

    translations("compile", house)

    english = gettext.translation("django", house / "locale", languages=["en"])
    assert english.gettext("Phiếu") == "Ticket"
    assert english.pgettext("trạng thái phiếu", "Mới") == "New"
    assert english.ngettext("%(n)s phiếu", "%(n)s phiếu", 2) == "%(n)s tickets"


def test_better_words_for_what_django_says_are_compiled_too(house: Path) -> None:
    spoken = house / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    spoken.parent.mkdir(parents=True)
    spoken.write_text('msgid "Enter a number."\nmsgstr "Hãy nhập một số."\n')

    translations("compile", house)

    vietnamese = gettext.translation("django", house / "locale", languages=["vi"])
    assert vietnamese.gettext("Enter a number.") == "Hãy nhập một số."


def test_tests_and_migrations_need_no_translation(house: Path) -> None:
    translate(house)
    (house / "tickets" / "migrations").mkdir()
    (house / "tickets" / "migrations" / "0001.py").write_text('_("Cũ")')
    (house / "tests").mkdir()
    (house / "tests" / "test_x.py").write_text('_("Thử")')

    assert "Every string" in translations("check", house)
