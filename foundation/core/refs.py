"""Pointing at a thing of any app without importing its model."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by type ("tickets.ticket") and primary key, as text."""

    type: str
    id: str


def ref(thing: models.Model) -> Ref:
    """The Ref of a saved model instance."""
    if thing.pk is None:
        raise ValueError("An unsaved thing has no reference.")
    return Ref(thing._meta.label_lower, str(thing.pk))
