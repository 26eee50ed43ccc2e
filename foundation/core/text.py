"""Words that people typed: made clean before they are stored, and made plain for search."""

import re
import unicodedata

# Tab and line ends are layout, not control, to anybody who types.
LAYOUT = frozenset("\t\n\r")
# Cc and Cs cannot be shown; Cf hides or turns text round; Zl and Zp are line ends in disguise.
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# What keeps its capital wherever it stands.
NAMES = frozenset({"Zalo"})
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def fold(text: str) -> str:
    """The search form of `text`: no marks, đ as d, lower case, single spaces."""
    # NFKC before and after lower(): İ and the like decompose only once they are small.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    plain = "".join(letter for letter in small if unicodedata.category(letter) != "Mn")
    return " ".join(plain.replace("đ", "d").split())


def clean_line(text: str) -> str:
    """`text` as one line: composed, without unseen characters, spaces collapsed."""
    shown = "".join(letter for letter in _spaced(text) if not _is_unseen(letter))
    return " ".join(unicodedata.normalize("NFC", shown).split())


def clean_text(text: str) -> str:
    """`text` as lines: each one clean, empty lines kept but at the two ends."""
    lines = LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(clean_line(line) for line in lines).strip("\n")


def amid(label: str) -> str:
    """`label` as it stands within a sentence: qua cổng khách hàng, qua Zalo, qua API."""
    first = label.split(" ", 1)[0]
    is_word = first[1:].islower() and first not in NAMES
    return label[0].lower() + label[1:] if is_word else label


def has_control(text: str) -> bool:
    """Whether `text` holds a character nobody types: a control, a bidi override, half a pair."""
    return any(
        letter in BIDI_CONTROLS
        or (letter not in LAYOUT and unicodedata.category(letter) in {"Cc", "Cs"})
        for letter in text
    )


def initials(name: str) -> str:
    """The letters that stand for a person: of the last two words, since family names repeat."""
    return "".join(word[0] for word in _words(name)[-2:]).upper()


def given_name(name: str) -> str:
    """What a Vietnamese person is called: the last word of the full name."""
    words = _words(name)
    return words[-1] if words else ""


def short_name(name: str) -> str:
    """What colleagues are called where room is short: middle and given name, Minh Quân."""
    return " ".join(_words(name)[-2:])


def _words(name: str) -> list[str]:
    bare = (word.strip("\"'()[].,-") for word in clean_line(name).split())
    return [word for word in bare if word]


def _spaced(text: str) -> str:
    return LINE_ENDS.sub("\n", text).replace("\n", " ").replace("\t", " ")


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN
