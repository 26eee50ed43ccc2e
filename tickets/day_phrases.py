"""What events of tags, snoozes, checklists, parts and faults say on a timeline."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _, ngettext

from foundation.core import formats
from tickets import verbs
from tickets.enums import WakeReason

Data = Mapping[str, Any]
Names = Mapping[tuple[str, int], str]


def _tagged(data: Data, names: Names) -> str:
    added = _called("tag", data.get("added"), names)
    removed = _called("tag", data.get("removed"), names)
    said = []
    if added:
        said.append(_("Gắn nhãn %(names)s") % {"names": ", ".join(added)})
    if removed:
        said.append(_("Bỏ nhãn %(names)s") % {"names": ", ".join(removed)})
    return " · ".join(said)


def _snoozed(data: Data, _names: Names) -> str:
    until = _moment(data.get("until"))
    if until is None:
        return _("Tạm ẩn tới khi khách nhắn")
    return _("Tạm ẩn tới %(when)s") % {"when": formats.due(until)}


def _woken(data: Data, _names: Names) -> str:
    reason = data.get("reason")
    sentences = {
        WakeReason.TIME.value: _("Hết giờ tạm ẩn, phiếu về lại hộp phiếu"),
        WakeReason.CUSTOMER.value: _("Khách nhắn nên phiếu về lại hộp phiếu"),
        WakeReason.FINISHED.value: _("Thôi tạm ẩn vì phiếu đã xong"),
        WakeReason.HAND.value: _("Cho phiếu hiện lại"),
    }
    return sentences.get(str(reason), "")


def _parented(data: Data, _names: Names) -> str:
    return _about_two(data, _("%(child)s thành phiếu con của %(parent)s"))


def _orphaned(data: Data, _names: Names) -> str:
    return _about_two(data, _("%(child)s không còn là phiếu con của %(parent)s"))


def _parts_done(data: Data, _names: Names) -> str:
    count = data.get("n_parts")
    if not isinstance(count, int):
        return ""
    words = ngettext("%(n)s phiếu con đã xong", "Cả %(n)s phiếu con đã xong", count)
    return words % {"n": count}


def _about_two(data: Data, sentence: str) -> str:
    child, parent = data.get("number", ""), data.get("parent_number", "")
    if not child or not parent:
        return ""
    return sentence % {"child": _short(child), "parent": _short(parent)}


def _short(number: str) -> str:
    return "#" + str(number).removeprefix("TK-")


def _of_fault(sentence: Callable[[], str]) -> Callable[[Data, Names], str]:
    """A line that names the fault; nothing without its name."""

    def say(data: Data, names: Names) -> str:
        title = names.get(("tracker", data.get("tracker_id") or 0))
        return sentence() % {"title": title} if title else ""

    return say


def _checklist_added(data: Data, _names: Names) -> str:
    count = data.get("n")
    if not isinstance(count, int) or count < 1:
        return ""
    words = ngettext("Thêm %(n)s việc cần làm", "Thêm %(n)s việc cần làm", count)
    return words % {"n": count}


def _moment(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else None


def _called(kind: str, keys: Any, names: Names) -> list[str]:
    found: Iterable[Any] = keys if isinstance(keys, list) else ()
    said = (names.get((kind, key)) for key in found if isinstance(key, int))
    return [f"“{name}”" for name in said if name]


DAY_PHRASES: dict[str, Callable[[Data, Names], str]] = {
    verbs.TICKET_TAGGED: _tagged,
    verbs.TICKET_SNOOZED: _snoozed,
    verbs.TICKET_WOKEN: _woken,
    verbs.TICKET_PARENTED: _parented,
    verbs.TICKET_ORPHANED: _orphaned,
    verbs.TICKET_PARTS_DONE: _parts_done,
    verbs.TICKET_TRACKED: _of_fault(lambda: _("Thuộc lỗi hàng loạt: %(title)s")),
    verbs.TICKET_UNTRACKED: _of_fault(
        lambda: _("Không còn thuộc lỗi hàng loạt: %(title)s")
    ),
    verbs.CHECKLIST_ADDED: _checklist_added,
}
