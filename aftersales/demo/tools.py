"""What the people of the demo shop have written down to use again."""

from datetime import datetime

from automation.actions.macros import MacroTerms, write_macro
from automation.actions.replies import ReplyTerms, write_reply
from automation.actions.tools import Shared
from automation.enums import Sharing
from automation.models import CannedReply
from automation.steps import Step
from foundation.accounts.models import User
from foundation.core.actor import staff_actor

GREETING = "Chào {{ khach.xung_ho }} {{ khach.ten }},\n"
SIGNED = "\n{{ toi.ten }}, {{ cua_hang.ten }}"
# Shortcut, name, words.
REPLIES = (
    (
        "da-nhan",
        "Đã nhận yêu cầu",
        "Em đã nhận yêu cầu {{ phieu.so }} và đang kiểm tra. "
        "{{ khach.xung_ho }} theo dõi tại {{ link.theo_doi }} nhé.",
    ),
    (
        "xin-anh",
        "Xin ảnh tem máy",
        "{{ khach.xung_ho }} chụp giúp em tem dán sau máy, nơi có số máy, "
        "và màn hình khi báo lỗi. Em sẽ biết ngay linh kiện cần thay.",
    ),
    (
        "hen-xong",
        "Báo giờ hẹn xong",
        "Máy {{ may.ten }} (số {{ may.so_may }}) được hẹn xong trước "
        "{{ phieu.han_hen }}. Có thay đổi em báo ngay.",
    ),
    (
        "tat-nguon",
        "Thử tắt nguồn 5 phút",
        "{{ khach.xung_ho }} thử rút phích cắm 5 phút rồi bật lại giúp em. "
        "Nếu lỗi còn, em cho thợ qua.",
    ),
)


def write_tools(staff: list[User], at: datetime) -> None:
    """Replies for the house, one of an agent's own, and three macros."""
    people = {user.email or "": user for user in staff}
    lead, agent = people["dung@hongha.example"], people["quan@hongha.example"]
    house = Shared(Sharing.ALL)
    found = {
        code: _reply(code, name, GREETING + words + SIGNED, by=lead, to=house, at=at)
        for code, name, words in REPLIES
    }
    own = GREETING + "Em gọi lại sau 17:00 hôm nay nhé." + SIGNED
    _reply("goi-lai", "Hẹn gọi lại chiều", own, by=agent, to=Shared(), at=at)
    ask = f"canned:{found['xin-anh'].pk}"
    wait = Step("wait", "customer")
    macros = {
        "Xin ảnh và chờ khách": [Step("assign", "me"), Step("reply", ask), wait],
        "Chờ linh kiện": [
            Step("note", words="Đã đặt linh kiện, chờ kho báo."),
            Step("wait", "part"),
        ],
        "Khẩn, nhận ngay": [Step("priority", "urgent"), Step("assign", "me")],
    }
    for name, steps in macros.items():
        terms = MacroTerms(name, steps, house)
        write_macro(terms, by=lead, actor=staff_actor(lead.pk), at=at)


def _reply(
    code: str, name: str, words: str, *, by: User, to: Shared, at: datetime
) -> CannedReply:
    terms = ReplyTerms(code, name, words, "", to)
    return write_reply(terms, by=by, actor=staff_actor(by.pk), at=at)
