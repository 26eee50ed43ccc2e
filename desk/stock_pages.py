"""Pages of the store's lists, in the order of one column: behind the last row, never by counting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db import models

M = TypeVar("M", bound=models.Model)
PAGE_SIZE = 50
MAX_MARK = 60  # characters of a mark in an address


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """Rows, and the query strings of the pages on both sides; empty at an end."""

    rows: list[M]
    earlier: str
    later: str


def by_words(raw: str) -> str | None:
    """A mark that is a word, such as the number of a part."""
    is_mark = 0 < len(raw) <= MAX_MARK and raw.isprintable()
    return raw if is_mark else None


def by_number(raw: str) -> int | None:
    """A mark that is the key of a row."""
    is_key = raw.isascii() and raw.isdigit() and len(raw) < 19
    return int(raw) if is_key else None


def key_page(
    rows: models.QuerySet[M],
    query: Mapping[str, str],
    column: str,
    read: Callable[[str], Any],
) -> KeyPage[M]:
    """The page that `?from=` or `?to=` names, in the order of a unique column."""
    behind, before = read(query.get("from", "")), read(query.get("to", ""))
    if before is not None:
        back = rows.filter(**{f"{column}__lt": before}).order_by(f"-{column}")
        found = list(back[: PAGE_SIZE + 1])
        has_earlier, has_later = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        onwards = rows
        if behind is not None:
            onwards = rows.filter(**{f"{column}__gt": behind})
        found = list(onwards.order_by(column)[: PAGE_SIZE + 1])
        has_earlier, has_later = behind is not None, len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    kept = {name: query[name] for name in query if name not in {"from", "to"}}
    return KeyPage(
        rows=found,
        earlier=_link(kept, "to", found[0], column) if found and has_earlier else "",
        later=_link(kept, "from", found[-1], column) if found and has_later else "",
    )


def _link(kept: Mapping[str, str], name: str, row: models.Model, column: str) -> str:
    return "?" + urlencode({**kept, name: getattr(row, column)})
