"""What was looked for, marked in the words it was found in. Marks and case do not matter."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.core.text import fold

MAX_WORDS = 6
ROOM = 150  # letters of a message in one line of results
LEAD = 40  # of them before the first word that was found
EDGE = 12  # as far as a cut moves to spare a word
SERIAL_MARKS = re.compile(r"[ \-._/]")

Span = tuple[int, int]


def marked(text: str, words: str) -> SafeString:
    """`text` for a page, with what begins like one of `words` marked."""
    text = unicodedata.normalize("NFC", text)
    return _painted(text, _spans(text, words), 0, len(text))


def snippet(text: str, words: str) -> SafeString:
    """A line of `text` around the first of `words` in it, which are marked."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    spans = _spans(text, words)
    start = _cut(text, spans[0][0] - LEAD) if spans else 0
    end = min(len(text), start + ROOM)
    shown = _painted(text, spans, start, end)
    before, after = "… " if start else "", "…" if end < len(text) else ""
    return format_html("{}{}{}", before, shown, after)


def marked_number(text: str, typed: str) -> SafeString:
    """A serial, order or telephone number with the typed part marked, however written."""
    bare = [(i, letter.upper()) for i, letter in enumerate(text) if letter.isalnum()]
    # Of a telephone the part behind the zero or the country is the same in every writing.
    wanted = SERIAL_MARKS.sub("", fold(typed)).upper().lstrip("+#")
    at = "".join(letter for _i, letter in bare).find(wanted) if wanted else -1
    if at < 0:
        return format_html("{}", text)
    span = (bare[at][0], bare[at + len(wanted) - 1][0] + 1)
    return _painted(text, [span], 0, len(text))


def _spans(text: str, words: str) -> list[Span]:
    """Where the words stand, in order, none within another."""
    plain, origin = _plain(text)
    wanted = sorted(set(_bare(fold(words).split()[:MAX_WORDS])), key=len, reverse=True)
    if not wanted:
        return []
    either = "|".join(map(re.escape, wanted))
    found = re.finditer(rf"(?<![^\W_])(?:{either})", plain)
    return [(origin[hit.start()], origin[hit.end() - 1] + 1) for hit in found]


def _bare(words: Iterable[str]) -> Iterable[str]:
    stripped = (re.sub(r"^\W+|\W+$", "", word) for word in words)
    return (word for word in stripped if word)


def _plain(text: str) -> tuple[str, list[int]]:
    """The folded text, and of each of its letters the place it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        for plain in _fold_letter(letter):
            letters.append(plain)
            origin.append(place)
    return "".join(letters), origin


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return " " if letter.isspace() else fold(letter)


def _cut(text: str, place: int) -> int:
    """The beginning of a word at `place` or a little behind it."""
    if place <= 0:
        return 0
    space = text.find(" ", place, place + EDGE)
    return space + 1 if space >= 0 else place


def _painted(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str]] = []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        pieces.append((text[at:left], text[left:right]))
        at = right
    shown = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", shown, text[at:end])
