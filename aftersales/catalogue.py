"""The catalogue of translations: read from sources, merged, compiled, judged.

Vietnamese is the language of the sources, so a message is its own Vietnamese text and
only English needs a catalogue; `locale/vi` says Django's own sentences better. Babel does the work: GNU gettext is not on every machine.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE = "en"
DOMAIN = "django"
CATALOGUE = Path("locale") / LOCALE / "LC_MESSAGES" / f"{DOMAIN}.po"
CATALOGUES = f"locale/*/LC_MESSAGES/{DOMAIN}.po"
LEFT_OUT = frozenset({"migrations", "node_modules", "static", "tests"})
TEMPLATE_ENDINGS = frozenset({".html", ".txt"})
ADDRESS_OF_REPORTS = "README.md"

SINGLE, PLURAL, IN_CONTEXT, PLURAL_IN_CONTEXT = (
    None,
    (1, 2),
    ((1, "c"), 2),
    ((1, "c"), 2, 3),
)
KEYWORDS = {
    "_": SINGLE,
    "gettext": SINGLE,
    "gettext_lazy": SINGLE,
    "gettext_noop": SINGLE,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<![{%])\{(\w*)\}|%%|%[sd]")


def extracted(root: Path) -> Catalog:
    """Every message of the sources under `root`, as an empty catalogue."""
    catalog = Catalog(project="Aftersales", msgid_bugs_address=ADDRESS_OF_REPORTS)
    for path in _sources(root):
        place = path.relative_to(root).as_posix()
        for _line, message, comments, context in messages_in(path):
            catalog.add(
                message,
                locations=[(place, 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def messages_in(
    path: Path,
) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """(line, message, comments, context) of one Python file or template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATE_ENDINGS:
        text = _as_python(text, str(path))
    yield from extract(
        "python",
        BytesIO(text.encode()),
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        options={"encoding": "utf-8"},
    )


def stored(path: Path) -> Catalog:
    """The catalogue in a file, of the language of its folder; empty if there is none."""
    locale = path.parts[-3]
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN)


def merged(old: Catalog, sources: Catalog) -> Catalog:
    """`old` with exactly the messages of the sources; new ones are empty, never guessed."""
    old.update(sources, no_fuzzy_matching=True, update_header_comment=False)
    old.obsolete.clear()
    return old


def as_po(catalog: Catalog) -> bytes:
    """The text of a catalogue, the same for the same messages: no dates, no line numbers."""
    text = BytesIO()
    write_po(
        text,
        catalog,
        width=96,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return re.sub(
        rb'^"(?:POT-Creation|PO-Revision)-Date: .*\n',
        b"",
        text.getvalue(),
        flags=re.MULTILINE,
    )


def as_mo(catalog: Catalog) -> bytes:
    """A catalogue as programs read it."""
    binary = BytesIO()
    write_mo(binary, catalog)
    return binary.getvalue()


def complaints(translations: Catalog, sources: Catalog) -> Iterator[str]:
    """What is wrong with the translations: missing, fuzzy, left over, or of other gaps."""
    for message in _messages(sources):
        found = translations.get(message.id, message.context)
        if found is None or not all(_forms(found.string)):
            yield f"missing: {_title(message)}"
        elif found.fuzzy:
            yield f"fuzzy: {_title(message)}"
        elif any(_gaps(form) != gaps for form, gaps in _pairs(found)):
            yield f"other placeholders: {_title(message)}"
    for message in _messages(translations):
        if sources.get(message.id, message.context) is None:
            yield f"no longer used: {_title(message)}"


def _sources(root: Path) -> list[Path]:
    return sorted(
        path
        for folder in root.iterdir()
        if folder.is_dir() and not _is_left_out(folder.parts[-1:])
        for ending in (".py", *TEMPLATE_ENDINGS)
        for path in folder.rglob(f"*{ending}")
        if not _is_left_out(path.relative_to(root).parts)
    )


def _is_left_out(parts: tuple[str, ...]) -> bool:
    return any(part in LEFT_OUT or part.startswith(".") for part in parts)


def _as_python(template: str, origin: str) -> str:
    """A template as the Python that Django makes of it, without the indentation it keeps."""
    code = templatize(template, origin=origin)
    return "\n".join(line.strip() for line in code.split("\n"))


def _messages(catalog: Catalog) -> Iterable[Message]:
    return (message for message in catalog if message.id)


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _pairs(message: Message) -> list[tuple[str, set[str]]]:
    """Each translated form with the placeholders that its source has."""
    sources = _forms(message.id)
    return [
        (form, _gaps(sources[min(index, len(sources) - 1)]))
        for index, form in enumerate(_forms(message.string))
    ]


def _gaps(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def _title(message: Message) -> str:
    context = f"[{message.context}] " if message.context else ""
    return context + _forms(message.id)[0]
