"""How routing explains itself: the verdicts in words, and what leads are told."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from foundation.notifications.notice_kinds import register
from tickets.routing.choice import VerdictCode

SUPERVISED = "ticket-supervised"

Data = Mapping[str, Any]


def verdict_words(row: Data, skills: Mapping[str, str]) -> str:
    """One kept verdict as a phrase; `skills` names the codes of skills."""
    say = _VERDICTS.get(row.get("code", ""))
    return say(row, skills) if say else ""


def _missing(row: Data, skills: Mapping[str, str]) -> str:
    names = [skills.get(code, code) for code in row.get("missing", ())]
    return _("thiếu kỹ năng %(names)s") % {"names": ", ".join(names)}


def _full(row: Data, _skills: Mapping[str, str]) -> str:
    n_most = int(row.get("capacity", 0))
    words = ngettext("đã đủ %(n)s việc", "đã đủ %(n)s việc", n_most)
    return words % {"n": n_most}


def _busier(row: Data, _skills: Mapping[str, str]) -> str:
    return _("nhiều việc hơn: %(load)s/%(capacity)s") % {
        "load": row.get("load", 0),
        "capacity": row.get("capacity", 0),
    }


def _plain(sentence: Callable[[], str]) -> Callable[[Data, Mapping[str, str]], str]:
    return lambda _row, _skills: sentence()


_VERDICTS: dict[str, Callable[[Data, Mapping[str, str]], str]] = {
    VerdictCode.CHOSEN: _plain(lambda: _("được giao")),
    VerdictCode.MISSING_SKILL: _missing,
    VerdictCode.ON_LEAVE: _plain(lambda: _("đang nghỉ phép")),
    VerdictCode.OFF_SHIFT: _plain(lambda: _("ngoài ca trực")),
    VerdictCode.NOT_TAKING: _plain(lambda: _("đang tạm ngưng nhận việc")),
    VerdictCode.FULL: _full,
    VerdictCode.GAVE_BACK: _plain(lambda: _("vừa thôi giữ phiếu này")),
    VerdictCode.HANDOFF_LIMIT: _plain(lambda: _("phiếu đã hết lượt chuyển người")),
    VerdictCode.NOT_KNOWN: _plain(lambda: _("khách đã quen người khác")),
    VerdictCode.BUSIER: _busier,
    VerdictCode.ASSIGNED_MORE_RECENTLY: _plain(lambda: _("vừa nhận việc gần đây hơn")),
    VerdictCode.EQUAL: _plain(lambda: _("ngang nhau, tới lượt sau")),
}


def _supervised_words(data: Data) -> str:
    number = "#" + str(data["number"]).removeprefix("TK-")
    return _("Phiếu %(number)s chưa ai nhận được, cần bạn tìm người") % {
        "number": number
    }


register(
    SUPERVISED,
    gettext_lazy("Phiếu cần trưởng nhóm tìm người"),
    "user-x",
    _supervised_words,
)
