"""Keeping how one person looks at one list."""

from collections.abc import Sequence

from django.db import transaction

from desk.enums import Density
from desk.models import ListLayout
from foundation.accounts.models import User


@transaction.atomic
def keep_layout(
    view: str,
    *,
    by: User,
    is_table: bool | None = None,
    columns: Sequence[str] | None = None,
    density: Density | None = None,
) -> ListLayout:
    """Change what is given of how `by` looks at a list; the rest stays as it was."""
    given = {"is_table": is_table, "columns": columns, "density": density}
    changes = {name: value for name, value in given.items() if value is not None}
    kept, _created = ListLayout.objects.update_or_create(
        user=by, view=view, defaults=changes
    )
    return kept
