"""Many rows at once: where fifty of them only have to be there, none needs a query."""

from typing import Any

from django.db import models
from factory.django import DjangoModelFactory


def many(
    factory: type[DjangoModelFactory[Any]], size: int, **fields: Any
) -> list[models.Model]:
    """`size` rows of a factory in one statement; of a field that is a list, each its own."""
    rows = [
        factory.build(**{name: _at(value, place) for name, value in fields.items()})
        for place in range(size)
    ]
    return list(factory._meta.model.objects.bulk_create(rows))


def _at(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, list) else value
