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


Locate = Callable[[str], str | None]
Find = Callable[[Collection[str]], Mapping[str, Thing]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of thing: its name, and how to find many of them in one query.

    `locate` gives the id of the one that people know by a number, if they do.
    """

    name: str | Promise
    find: Find
    locate: Locate | None = None


_kinds: dict[str, Kind] = {}


def register_things(
    type_: str, name: str | Promise, find: Find, locate: Locate | None = None
) -> None:
    """Say how things of `type_` ("tickets.ticket") are called; `find` takes their ids."""
    _kinds[type_] = Kind(name, find, locate)


def locate_thing(type_: str, number: str) -> Ref | None:
    """The thing of `type_` that people know by `number`; None if there is none."""
    kind = _kinds.get(type_)
    id_ = kind.locate(number) if kind and kind.locate else None
    return Ref(type_, id_) if id_ else None


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


def locate_things(number: str) -> list[Ref]:
    """The things of any type that people know by `number`."""
    return [found for type_ in _kinds if (found := locate_thing(type_, number))]
