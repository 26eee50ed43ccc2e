"""What is asked before a case ends: things left to do, and parts that go on.

Open things to do are no rule: a list is help, and whoever ends the case knows best. So
the dialog names them, and ends all the same; whoever had not seen them is asked once.
Parts are a rule, which the action enforces; the dialog says so beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from desk.day import Day, Relative, Task
from tickets.day_errors import OpenItemsError
from tickets.models import Ticket

NAMED = 3


@dataclass(frozen=True, slots=True)
class Asks:
    """What the dialog names, and the keys it sends back as seen."""

    tasks: Sequence[Task]
    parts: Sequence[Relative]

    @property
    def seen(self) -> str:
        """The open things to do that stood in the dialog."""
        return ",".join(str(task.pk) for task in self.tasks)


def asking_once(form: Any, day: Day) -> Any:
    """The dialog of the end, naming what is still open."""
    if day.open_tasks or day.open_parts:
        form.asks = Asks(day.open_tasks, day.open_parts)
    return form


def ask_about_tasks(ticket: Ticket, seen: str) -> None:
    """Refuse once where something is left to do that the dialog did not show."""
    known = {key for key in seen.split(",") if key}
    rows = ticket.checklist.filter(done_at=None).values_list("pk", "text")
    if all(str(pk) in known for pk, _text in rows):
        return
    texts = [text for _pk, text in rows]
    words = ngettext(
        "Còn %(n)s việc chưa xong: %(texts)s. Bấm lần nữa nếu vẫn muốn kết thúc.",
        "Còn %(n)s việc chưa xong: %(texts)s. Bấm lần nữa nếu vẫn muốn kết thúc.",
        len(texts),
    )
    shown = "; ".join(texts[:NAMED]) + ("…" if len(texts) > NAMED else "")
    raise OpenItemsError(words % {"n": len(texts), "texts": shown})
