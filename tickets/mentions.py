"""Finding the colleagues whom a note calls by name: @Trần Minh Quân, @Minh Quân, @quan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.models import Ticket
from tickets.queries import all_staff

OFFERED = 8
# A sign before it makes it an address: quan@hongha.example names nobody.
CALL = re.compile(r"(?<![\w.@])@(?=\w)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague as `@` offers them."""

    name: str
    team: str
    sees: bool


def candidates(ticket: Ticket, words: str, user: User) -> list[Candidate]:
    """Whom `@words` may mean, those who see the ticket first."""
    asked = fold(words).split()
    people = [
        person
        for person in all_staff().filter(is_active=True).order_by("name")
        if person.pk != user.pk and _fits(person.name, asked)
    ]
    found = [
        Candidate(
            person.name, person.team.name if person.team else "", sees(person, ticket)
        )
        for person in people[: OFFERED * 2]
    ]
    return sorted(found, key=lambda each: not each.sees)[:OFFERED]


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Those of `people` whom the text calls, each once; a name two share calls nobody."""
    known = _names(people)
    longest = max((len(name.split()) for name in known), default=0)
    called: dict[int, User] = {}
    for start in CALL.finditer(text):
        words = re.findall(r"\w+", text[start.end() : start.end() + 80])[:longest]
        person = _person(words, known)
        if person is not None:
            called[person.pk] = person
    return list(called.values())


def spans(text: str, people: Iterable[User]) -> list[tuple[int, int]]:
    """Where in the text somebody is called, sign and name, in order."""
    known = _names(people)
    longest = max((len(name.split()) for name in known), default=0)
    found = []
    for start in CALL.finditer(text):
        rest = list(re.finditer(r"\w+", text[start.end() : start.end() + 80]))[:longest]
        for n in range(len(rest), 0, -1):
            if known.get(fold(" ".join(word[0] for word in rest[:n]))):
                found.append((start.start(), start.end() + rest[n - 1].end()))
                break
    return found


def sees(person: User, ticket: Ticket) -> bool:
    """Whether somebody may read the ticket."""
    return Ticket.objects.visible_to(person).filter(pk=ticket.pk).exists()


def _person(words: list[str], known: dict[str, User | None]) -> User | None:
    for n in range(len(words), 0, -1):
        person = known.get(fold(" ".join(words[:n])))
        if person is not None:
            return person
    return None


def _names(people: Iterable[User]) -> dict[str, User | None]:
    """Every way to call somebody; None where two would answer."""
    known: dict[str, User | None] = {}
    for person in people:
        parts = fold(person.name).split()
        ways = {" ".join(parts[start:]) for start in range(len(parts))}
        for way in ways - {""}:
            known[way] = person if known.get(way, person) == person else None
    return known


def _fits(name: str, asked: list[str]) -> bool:
    parts = fold(name).split()
    return all(any(part.startswith(word) for part in parts) for word in asked)
