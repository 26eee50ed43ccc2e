"""The tree by which cases are sorted, as lists show it."""

from collections.abc import Mapping
from typing import NamedTuple

from foundation.core.text import fold
from tickets.models import TicketCategory

BETWEEN = " › "
DEEPEST = 10  # a loop made by hand must not hang a page


class Branch(NamedTuple):
    """What a list needs of a category."""

    name: str
    parent_id: int | None
    is_active: bool


def category_with(pk: int) -> TicketCategory | None:
    """The category with this id, in use or not."""
    return TicketCategory.objects.filter(pk=pk).first()


def category_choices(current_id: int | None = None) -> list[tuple[int, str]]:
    """Every category in use by its path from the root, in order; and the current one.

    One query for a tree of any size.
    """
    rows = TicketCategory.objects.values_list("pk", "name", "parent_id", "is_active")
    tree = {pk: Branch(name, above, in_use) for pk, name, above, in_use in rows}
    return choices_in(tree, current_id)


def choices_in(
    found: Mapping[int, Branch], current_id: int | None = None
) -> list[tuple[int, str]]:
    """The choices of a tree that has been read."""
    shown = [
        (pk, path_of(each, found))
        for pk, each in found.items()
        if each.is_active or pk == current_id
    ]
    return sorted(shown, key=lambda choice: fold(choice[1]))


def path_of(category: Branch, known: Mapping[int, Branch]) -> str:
    """Máy giặt › Không vắt."""
    names: list[str] = []
    step: Branch | None = category
    while step is not None and len(names) < DEEPEST:
        names.append(step.name)
        step = known.get(step.parent_id or 0)
    return BETWEEN.join(reversed(names))
