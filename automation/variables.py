"""The variables of words that are used again: a closed set, checked, filled in. Pure.

A variable is `{{ name }}`. There is no template engine behind it: one pass over the
text puts a string for each known name, and what was put in is not read again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from foundation.core.text import fold

# What each stands for, in the order in which a writer is offered them.
VARIABLES: Mapping[str, str | Promise] = {
    "khach.xung_ho": gettext_lazy("Xưng hô với khách: anh, chị, cô, chú, bạn"),
    "khach.ten": gettext_lazy("Tên gọi của khách"),
    "khach.ho_ten": gettext_lazy("Họ tên đầy đủ của khách"),
    "phieu.so": gettext_lazy("Số phiếu"),
    "phieu.tieu_de": gettext_lazy("Tiêu đề phiếu"),
    "phieu.han_hen": gettext_lazy("Giờ hẹn khách xử lý xong"),
    "may.ten": gettext_lazy("Tên sản phẩm"),
    "may.so_may": gettext_lazy("Số máy"),
    "toi.ten": gettext_lazy("Tên của người viết"),
    "cua_hang.ten": gettext_lazy("Tên cửa hàng"),
    "cua_hang.dien_thoai": gettext_lazy("Số tổng đài"),
    "link.theo_doi": gettext_lazy("Đường dẫn theo dõi phiếu"),
}

# The lazy middle keeps "{{ a {{ khach.ten }}" from being read as one name.
PLACE = re.compile(r"\{\{((?:(?!\{\{|\}\})[^\n])*)\}\}")
# A brace before another of its kind.
TWICE = re.compile(r"([{}])(?=\1)")
# A form of address at the beginning of a sentence is written large.
ADDRESS = "khach.xung_ho"
BEGINNING = re.compile(r"(^|[.!?…]\s+|\n\s*)$")
NEAR = 0.5  # how alike a name must be to be what somebody meant
SHOWN = 30  # characters of a wrong name that a sentence repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """A variable that cannot be: where it stands (lines and columns from 1), and why."""

    line: int
    column: int
    message: str


def token(name: str) -> str:
    """A variable as it is written."""
    return "{{ " + name + " }}"


def faults(text: str) -> list[Fault]:
    """Every variable in `text` that is unknown or not written as one, in order."""
    found: list[tuple[int, str]] = []
    rest = text
    for place in PLACE.finditer(text):
        if place[1].strip() not in VARIABLES:
            found.append((place.start(), _unknown(place[1].strip())))
        blank = " " * (place.end() - place.start())
        rest = rest[: place.start()] + blank + rest[place.end() :]
    braces = re.finditer(r"\{\{|\}\}", rest)
    found += ((brace.start(), _broken(brace[0])) for brace in braces)
    return [_fault(text, at, why) for at, why in sorted(found)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its variables filled in; what has no value stays as it is written.

    Braces in a value are broken up, so that nobody's name reads as a variable.
    """

    def put(place: re.Match[str]) -> str:
        name = place[1].strip()
        value = values.get(name, "") if name in VARIABLES else ""
        if value and name == ADDRESS and BEGINNING.search(text[: place.start()]):
            value = value[0].upper() + value[1:]
        return _plain(value) if value else place[0]

    return PLACE.sub(put, text)


def unfilled(text: str) -> list[str]:
    """The variables that still stand in `text`, each once: it is not fit to be sent."""
    return list(dict.fromkeys(place[1].strip() for place in PLACE.finditer(text)))


def names_in(text: str) -> list[str]:
    """The known variables that `text` uses, each once."""
    return [name for name in unfilled(text) if name in VARIABLES]


def label_of(name: str) -> str:
    """What a variable stands for, in words; a strange one as it is written."""
    return str(VARIABLES.get(name, name))


def _plain(value: str) -> str:
    return TWICE.sub(r"\1 ", value)


def _fault(text: str, at: int, message: str) -> Fault:
    before = text[:at]
    line = before.count("\n") + 1
    return Fault(line, at - (before.rfind("\n") + 1) + 1, message)


def _unknown(name: str) -> str:
    if not name:
        return _("Biến chưa có tên.")
    known = {fold(one).replace(" ", "_"): one for one in VARIABLES}
    asked = fold(name).replace(" ", "_")
    near = get_close_matches(asked, known, n=1, cutoff=NEAR)
    words = {"name": name[:SHOWN], "near": token(known[near[0]]) if near else ""}
    if near:
        return _("Không có biến “%(name)s”. Có phải %(near)s?") % words
    return _("Không có biến “%(name)s”.") % words


def _broken(brace: str) -> str:
    if brace == "{{":
        return _("Biến mở bằng {{ mà chưa đóng bằng }}.")
    return _("Có }} mà trước đó không có {{.")
