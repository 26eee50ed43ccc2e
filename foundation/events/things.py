"""What the things that events and messages point at are called, and where they are.

The ground floor knows things as (type, id). The app that owns a type says how its rows
are called and where their page is; without that the bare type and id are shown.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from foundation.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing as a person at the desk knows it."""

    label: str
    path: str = ""


Find = Callable[[Collection[str]], Mapping[str, Thing]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of thing: its name, and how to find many of them in one query."""

    name: str | Promise
    find: Find


_kinds: dict[str, Kind] = {}


def register_things(type_: str, name: str | Promise, find: Find) -> None:
    """Say how things of `type_` ("tickets.ticket") are called; `find` takes their ids."""
    _kinds[type_] = Kind(name, find)


def kind_name(type_: str) -> str | Promise:
    """What things of this type are called: "Phiếu"."""
    kind = _kinds.get(type_)
    return kind.name if kind else type_


def find_things(refs: Iterable[Ref]) -> dict[Ref, Thing]:
    """The things behind `refs`, one query per type; one that is gone keeps its id."""
    wanted = set(refs)
    found = {ref: Thing(f"{ref.type} {ref.id}".strip()) for ref in wanted}
    for type_ in {ref.type for ref in wanted} & _kinds.keys():
        ids = {ref.id for ref in wanted if ref.type == type_}
        for id_, thing in _kinds[type_].find(ids).items():
            found[Ref(type_, id_)] = thing
    return found
