"""The steps of a macro: what is read, what is refused, how they are told."""

import pytest

from automation.errors import StepsRefusedError
from automation.step_words import names_of, sentences
from automation.steps import MOST_STEPS, Step, check_steps, read_steps
from foundation.accounts.models import Team, User
from tests.factories.automation import CannedReplyFactory

WAIT = Step("wait", "customer")
RESOLVE = Step("resolve", "solved", "Đã thay gioăng")


def test_what_is_stored_is_read_back() -> None:
    steps = [Step("reply", "canned:4"), WAIT, Step("tags", add=(3,), remove=(9,))]

    assert read_steps([step.stored() for step in steps]) == steps


@pytest.mark.parametrize("stored", [None, "x", {}, [3], [{"do": "explode"}]])
def test_nonsense_is_read_as_no_step(stored: object) -> None:
    assert read_steps(stored) == []


@pytest.mark.parametrize(
    "steps",
    [
        [WAIT],
        [Step("resume")],
        [Step("reply", words="Chào"), WAIT, Step("priority", "high")],
        [Step("assign", "me"), RESOLVE],
        [Step("note", words="a"), Step("note", words="b")],
        [Step("assign", "team:3"), Step("category", "category:2")],
    ],
)
def test_what_goes_together_is_let_through(steps: list[Step]) -> None:
    check_steps(steps)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "ít nhất một bước"),
        ([Step("note", words="a")] * (MOST_STEPS + 1), "nhiều nhất 12 bước"),
        ([RESOLVE, WAIT], "trái nhau"),
        ([WAIT, Step("resume")], "trái nhau"),
        ([Step("snooze", "hour"), RESOLVE], "trái nhau"),
        ([Step("stage", "repair"), RESOLVE], "trái nhau"),
        ([WAIT, Step("wait", "part")], "chỉ được một lần"),
        ([Step("assign", "me"), Step("assign", "team:1")], "chỉ được một lần"),
        ([Step("wait", "nobody")], "Bước 1 .* hãy chọn một giá trị"),
        ([Step("assign", "agent:x")], "hãy chọn một giá trị"),
        ([Step("assign", "canned:1")], "hãy chọn một giá trị"),
        ([Step("reply")], "câu mẫu hoặc tự viết"),
        ([Step("reply", "canned:1", "và chữ")], "không cả hai"),
        ([Step("note", words="  ")], "hãy ghi nội dung"),
        ([Step("reply", words="{{ khach.tn }}")], "Không có biến"),
        ([Step("tags")], "hãy chọn nhãn"),
        ([Step("tags", add=(1,), remove=(1,))], "vừa gắn vừa bỏ"),
    ],
)
def test_what_cannot_be_is_refused(steps: list[Step], words: str) -> None:
    with pytest.raises(StepsRefusedError, match=words):
        check_steps(steps)


def test_steps_are_told_in_words(agent_user: User, team: Team) -> None:
    canned = CannedReplyFactory(title="Lời chào")
    steps = [
        Step("reply", f"canned:{canned.pk}"),
        Step("assign", "me"),
        Step("assign", f"team:{team.pk}"),
        Step("assign", f"agent:{agent_user.pk}"),
        Step("note", words="Gọi lại\nchiều nay"),
        Step("priority", "high"),
        WAIT,
        Step("resume"),
        RESOLVE,
    ]

    assert sentences(steps, names_of(steps)) == [
        "Trả lời khách bằng mẫu “Lời chào”",
        "Giao cho bạn",
        "Trả về hàng chờ của Gia dụng",
        "Giao cho Trần Minh Quân",
        "Ghi chú nội bộ: “Gọi lại chiều nay”",
        "Đặt ưu tiên: Cao",
        "Chờ khách",
        "Xử lý tiếp",
        "Xử lý xong: Đã khắc phục",
    ]


def test_what_is_gone_is_told_as_gone(db: None) -> None:
    steps = [Step("assign", "team:999999")]

    assert sentences(steps, names_of(steps)) == ["Trả về hàng chờ của (không còn)"]
