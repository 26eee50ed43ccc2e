"""What an event of a ticket says on its timeline, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _, pgettext

from foundation.events.labels import label_of
from tickets import call_words, sla_words, verbs
from tickets.day_phrases import DAY_PHRASES
from tickets.enums import (
    AssignReason,
    Complexity,
    Outcome,
    Priority,
    RouteReason,
    Stage,
    TicketChannel,
    TicketKind,
    WaitReason,
)
from tickets.event_names import Names

Data = Mapping[str, Any]


def phrase_of(verb: str, data: Data, names: Names) -> str:
    """One quiet line for staff; a value that is no longer known is left out."""
    say = _PHRASES.get(verb)
    words = say(data, names) if say else ""
    return words or capfirst(str(label_of(verb).text))


def customer_phrase_of(verb: str, data: Data) -> str:
    """The same to the customer: what it means to them, and nothing of our house."""
    if verb == verbs.TICKET_WAITED:
        return _customer_wait(str(data.get("reason", "")))
    sentences = {
        verbs.TICKET_OPENED: _("Chúng tôi đã nhận yêu cầu"),
        verbs.TICKET_RESUMED: _("Yêu cầu được xử lý tiếp"),
        verbs.TICKET_RESOLVED: _("Yêu cầu đã được xử lý xong"),
        verbs.TICKET_REOPENED: _("Yêu cầu được mở lại"),
        verbs.TICKET_CLOSED: _("Yêu cầu đã đóng"),
        verbs.TICKET_MERGED: _("Được xử lý chung với một yêu cầu khác của bạn"),
        verbs.TICKET_UNMERGED: _("Được tách lại thành yêu cầu riêng"),
    }
    return sentences.get(verb) or capfirst(str(label_of(verb).text))


def _customer_wait(reason: str) -> str:
    sentences = {
        WaitReason.CUSTOMER: _("Chúng tôi đang chờ bạn trả lời"),
        WaitReason.PART: _("Đang chờ linh kiện"),
        WaitReason.VISIT: _("Đã hẹn lịch kỹ thuật viên"),
    }
    # Whether it is a partner or a colleague who keeps us waiting is our business.
    return sentences.get(reason) or _("Chúng tôi đang kiểm tra thêm")  # type: ignore[call-overload] # a str equals its member


def _opened(data: Data, _names: Names) -> str:
    channel = _label(TicketChannel, data.get("channel"))
    return _("Mở phiếu, kênh %(channel)s") % {"channel": channel} if channel else ""


def _assigned(data: Data, names: Names) -> str:
    agent = names.get(("user", data.get("agent_id") or 0))
    team = names.get(("team", data.get("team_id") or 0))
    if agent and data.get("is_counted"):
        words = _("Chuyển cho %(agent)s, lần chuyển thứ %(count)s")
        return words % {"agent": agent, "count": data.get("handoffs", "")}
    if agent and data.get("reason") == AssignReason.TAKEN:
        return pgettext("event", "Nhận phiếu")
    if agent:
        return _("Giao cho %(agent)s") % {"agent": agent}
    return _("Chuyển về nhóm %(team)s") % {"team": team} if team else ""


def _about_agent(sentence: Callable[[], str]) -> Callable[[Data, Names], str]:
    """A line that names the colleague whom it concerns; nothing without the name."""

    def say(data: Data, names: Names) -> str:
        agent = names.get(("user", data.get("agent_id") or 0))
        return sentence() % {"agent": agent} if agent else ""

    return say


def _routed(data: Data, names: Names) -> str:
    agent = names.get(("user", data.get("agent_id") or 0))
    why = {
        RouteReason.PREVIOUS_HANDLER.value: _("từng xử lý cho khách này"),
        RouteReason.LEAST_LOADED.value: _("đúng kỹ năng, tải thấp nhất trong ca"),
    }.get(data.get("reason", ""))
    if not agent or not why:
        return ""
    return _("Tự giao cho %(agent)s: %(why)s") % {"agent": agent, "why": why}


def _supervised(_data: Data, _names: Names) -> str:
    return _("Chưa ai nhận được, chuyển trưởng nhóm tìm người")


def _waited(data: Data, _names: Names) -> str:
    return _label(WaitReason, data.get("reason"))


def _stage_started(data: Data, _names: Names) -> str:
    stage = _label(Stage, data.get("stage"))
    return _("Bắt đầu công đoạn: %(stage)s") % {"stage": stage} if stage else ""


def _stage_finished(data: Data, _names: Names) -> str:
    stage = _label(Stage, data.get("stage"))
    return _("Xong công đoạn: %(stage)s") % {"stage": stage} if stage else ""


def _resolved(data: Data, _names: Names) -> str:
    outcome = _label(Outcome, data.get("outcome"))
    return _("Xử lý xong: %(outcome)s") % {"outcome": outcome} if outcome else ""


def _classified(data: Data, _names: Names) -> str:
    changes = [
        _("loại: %(value)s") % {"value": _label(TicketKind, data.get("kind"))},
        _("ưu tiên: %(value)s") % {"value": _label(Priority, data.get("priority"))},
        _("nội dung"),
        _("độ khó: %(value)s") % {"value": _label(Complexity, data.get("complexity"))},
        _("đổi sản phẩm"),
        _("đổi tiêu đề"),
    ]
    is_changed = [
        "kind" in data,
        "priority" in data,
        "category_id" in data,
        "complexity" in data,
        "unit_id" in data,
        bool(data.get("is_renamed")),
    ]
    said = [
        words for words, is_said in zip(changes, is_changed, strict=True) if is_said
    ]
    return (
        _("Phân loại lại, %(changes)s") % {"changes": ", ".join(said)} if said else ""
    )


def _about_two(sentence: Callable[[], str]) -> Callable[[Data, Names], str]:
    """A line that names two tickets, the one it happened to first."""

    def say(data: Data, _names: Names) -> str:
        one, two = data.get("number", ""), data.get("into_number", "")
        said = {"number": _short(one), "into": _short(two)}
        return sentence() % said if one and two else ""

    return say


def _short(number: str) -> str:
    return "#" + number.removeprefix("TK-")


def _label(enum: Any, value: Any) -> str:
    return str(enum(value).label) if value in enum.values else ""


_PHRASES: dict[str, Callable[[Data, Names], str]] = {
    verbs.TICKET_OPENED: _opened,
    verbs.TICKET_ASSIGNED: _assigned,
    verbs.TICKET_ROUTED: _routed,
    verbs.TICKET_SUPERVISED: _supervised,
    verbs.HANDOFF_REQUESTED: _about_agent(lambda: _("Xin duyệt chuyển cho %(agent)s")),
    verbs.HANDOFF_APPROVED: _about_agent(lambda: _("Duyệt chuyển cho %(agent)s")),
    verbs.HANDOFF_DECLINED: _about_agent(lambda: _("Không duyệt chuyển cho %(agent)s")),
    verbs.HANDOFF_WITHDRAWN: _about_agent(lambda: _("Thôi xin chuyển cho %(agent)s")),
    verbs.CONSULT_ASKED: _about_agent(lambda: _("Hỏi ý kiến %(agent)s")),
    verbs.CONSULT_ANSWERED: _about_agent(lambda: _("%(agent)s đã trả lời ý kiến")),
    verbs.CONSULT_WITHDRAWN: _about_agent(lambda: _("Rút câu hỏi cho %(agent)s")),
    verbs.CONSULT_OVERDUE: _about_agent(lambda: _("%(agent)s quá hạn trả lời ý kiến")),
    verbs.TICKET_WAITED: _waited,
    verbs.STAGE_STARTED: _stage_started,
    verbs.STAGE_FINISHED: _stage_finished,
    verbs.TICKET_RESOLVED: _resolved,
    verbs.TICKET_CLASSIFIED: _classified,
    verbs.TICKET_MERGED: _about_two(
        lambda: pgettext("event", "Gộp %(number)s vào %(into)s")
    ),
    verbs.TICKET_UNMERGED: _about_two(lambda: _("Bỏ gộp %(number)s khỏi %(into)s")),
    verbs.TICKET_SPLIT: _about_two(
        lambda: _("Tách một tin của %(number)s thành phiếu %(into)s")
    ),
    verbs.CALL_LOGGED: call_words.logged_phrase,
    verbs.CALL_REQUESTED: call_words.requested_phrase,
    verbs.SLA_WARNED: sla_words.warned_phrase,
    verbs.SLA_BREACHED: sla_words.breached_phrase,
    verbs.SLA_ESCALATED: sla_words.escalated_phrase,
    **DAY_PHRASES,
}
