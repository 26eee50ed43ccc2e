"""Long lists, newest first, a page at a time by the id of the last row seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db import models

M = TypeVar("M", bound=models.Model)
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class IdPage(Generic[M]):
    """Rows, and the query strings of the pages on both sides; empty at an end."""

    rows: list[M]
    newer: str
    older: str


def id_page(rows: models.QuerySet[M], query: Mapping[str, str]) -> IdPage[M]:
    """The page of `rows` that `?before=` or `?after=` in `query` names, else the first."""
    before, after = _id_in(query, "before"), _id_in(query, "after")
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE_SIZE + 1])
        has_newer, has_older = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        narrowed = rows if before is None else rows.filter(pk__lt=before)
        found = list(narrowed.order_by("-pk")[: PAGE_SIZE + 1])
        has_newer, has_older = before is not None, len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    kept = {name: query[name] for name in query if name not in {"before", "after"}}
    return IdPage(
        rows=found,
        newer=_link(kept, "after", found[0].pk) if found and has_newer else "",
        older=_link(kept, "before", found[-1].pk) if found and has_older else "",
    )


def _id_in(query: Mapping[str, str], name: str) -> int | None:
    raw = query.get(name, "")
    is_id = raw.isascii() and raw.isdigit() and len(raw) < 19
    return int(raw) if is_id else None


def _link(kept: Mapping[str, str], name: str, id_: Any) -> str:
    return "?" + urlencode({**kept, name: id_})
