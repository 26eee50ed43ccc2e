"""Why an end is what it is, in words for the owner."""

from datetime import date, timedelta

import pytest

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import component, cover, covered_unit, published
from warranty.actions import changes, transfers, voiding
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.custody import begin_custody, end_custody
from warranty.cover_story import Milestone, roll_words, story_of
from warranty.cover_words import cover_face
from warranty.enums import ActivationChannel, VoidReason
from warranty.models import ExtensionPlan
from warranty.queries import cover_of
from warranty.rest import rest_now

pytestmark = pytest.mark.django_db


def story(unit: Unit) -> list[Milestone]:
    found = cover_of(unit)
    assert found is not None
    return story_of(list(unit.coverage_events.order_by("number")), found, rest_now())


def last(unit: Unit) -> str:
    """The words of what was written down last."""
    newest = unit.coverage_events.order_by("-number")[0]
    return next(told.why for told in story(unit)[::-1] if told.on == newest.on)


def in_shop(unit: Unit, first: date, last: date, case: str = "1", **how: bool) -> None:
    claim = Ref("ticket", case)
    home_at = NOON + max(timedelta(), last - NOON.date())
    begin_custody(unit, on=first, claim=claim, actor=SYSTEM, at=home_at)
    end_custody(unit, on=last, claim=claim, actor=SYSTEM, at=home_at, **how)


def test_the_opening_says_from_which_day_it_counts() -> None:
    unit = covered_unit()

    (opened,) = story(unit)

    assert opened.title == "Mở bảo hành"
    assert opened.why == "Tính từ 12/09/2026, ngày giao hàng."
    assert opened.ends_on == cover(unit).ends_on


def test_what_waits_for_an_activation_is_counted_for_the_time_being() -> None:
    published(start_basis="activation")

    (opened,) = story(covered_unit())

    assert (
        opened.why == "Tạm tính từ 12/09/2026, ngày giao hàng, cho tới khi kích hoạt."
    )


def test_an_activation_says_how_and_from_which_day_it_counts_now() -> None:
    published(start_basis="activation", activation_days=90)
    unit = covered_unit()
    facts = ActivationFacts(ActivationChannel.AGENT, date(2026, 9, 20))
    activate(unit, facts, actor=SYSTEM, at=NOON)

    told = story(unit)[-1]

    assert told.why == "Cửa hàng kích hoạt giúp. Bảo hành tính từ 20/09/2026."
    assert told.ends_on == cover(unit).ends_on


def test_what_was_opened_by_its_activation_begins_with_it() -> None:
    published(start_basis="activation", activation_days=90)
    unit = UnitFactory.create(owner=None, produced_on=date(2026, 1, 1))
    facts = ActivationFacts(ActivationChannel.AGENT, date(2026, 11, 20))
    activate(unit, facts, actor=SYSTEM, at=NOON)

    (begun,) = story(unit)

    assert begun.title == "Đã kích hoạt bảo hành"


def test_days_in_the_workshop_are_told_with_their_first_and_last() -> None:
    unit = covered_unit()
    in_shop(unit, date(2026, 10, 5), date(2026, 10, 10))

    told = story(unit)[-1]

    assert told.why == "Cộng 6 ngày vì máy nằm xưởng từ 05/10/2026 đến 10/10/2026."
    assert told.ends_on == cover(unit).ends_on


def test_days_of_two_cases_at_once_are_not_told_twice() -> None:
    unit = covered_unit()
    in_shop(unit, date(2026, 10, 1), date(2026, 10, 10))
    in_shop(unit, date(2026, 10, 6), date(2026, 10, 15), "2")

    assert last(unit) == (
        "Cộng 5 ngày vì máy nằm xưởng từ 06/10/2026 đến 15/10/2026. "
        "Ngày đã cộng ở lần khác không cộng hai lần."
    )


def test_days_that_do_not_count_say_why() -> None:
    unit = covered_unit()
    in_shop(unit, date(2026, 10, 5), date(2026, 10, 10), counts=False)

    assert last(unit) == (
        "Những ngày này không được cộng, vì lần sửa này không thuộc bảo hành."
    )


def test_what_came_after_the_end_adds_nothing() -> None:
    unit = covered_unit()
    in_shop(unit, date(2030, 10, 5), date(2030, 10, 10))

    assert last(unit).startswith("Không cộng thêm")


def test_days_given_are_told_without_the_words_of_the_giver() -> None:
    unit = covered_unit()
    changes.grant_days(unit, days=10, note="khách dọa đăng báo", actor=SYSTEM, at=NOON)

    assert last(unit) == "Cửa hàng tặng 10 ngày cho máy và mọi bộ phận."
    assert "đăng báo" not in str(story(unit))


def test_days_given_to_one_line_name_it() -> None:
    published(
        "nha", {"length": 24}, {"length": 60, "component": component("m", "Động cơ")}
    )
    unit = covered_unit()
    changes.grant_days(unit, days=10, note="xin lỗi", line="t2", actor=SYSTEM, at=NOON)

    assert last(unit) == "Cửa hàng tặng 10 ngày. Áp dụng cho: Động cơ."


def test_a_plan_and_a_new_part_say_for_how_long() -> None:
    unit = covered_unit()
    plan = ExtensionPlan.objects.create(code="gh", name="Gia hạn", months=12)
    changes.restart_component(
        unit, component("van", "Van"), on=date(2026, 10, 1), actor=SYSTEM, at=NOON
    )
    changes.add_plan(unit, plan, actor=SYSTEM, at=NOON)

    part, longer = story(unit)[1:]

    assert part.why.endswith("mới được bảo hành lại 24 tháng từ ngày thay.")
    assert part.ends_on is None
    assert longer.why == "Thêm 12 tháng, tính tiếp từ ngày hạn trước kết thúc."
    assert longer.ends_on == cover(unit).ends_on


def test_a_refusal_says_the_reason_and_the_way_on_and_can_be_taken_back() -> None:
    unit = covered_unit()
    refused = voiding.void_cover(
        unit, reason=VoidReason.LIQUID, note="ố bo", actor=SYSTEM, at=NOON
    )
    assert last(unit) == "Toàn máy: vào nước. Bạn có thể gửi yêu cầu xem xét lại."

    voiding.reinstate_cover(
        unit,
        void_number=refused.number,
        note="nhầm máy",
        actor=SYSTEM,
        at=NOON + timedelta(days=1),
    )

    assert last(unit).startswith("Chúng tôi rút lại lần từ chối ngày 20/11/2026.")
    assert "nhầm máy" not in str(story(unit))


@pytest.mark.parametrize(
    ("passes", "why"),
    [
        (True, "Máy có chủ mới. Hạn bảo hành không đổi."),
        (False, "Theo chính sách của máy này, bảo hành hết khi máy đổi chủ."),
    ],
)
def test_a_new_owner_reads_what_became_of_the_cover(
    customer: Customer, other_customer: Customer, why: str, *, passes: bool
) -> None:
    published(is_transferable=passes)
    unit = covered_unit(owner=customer)
    transfers.transfer_with_proof(
        unit,
        giver=unit.owner,
        taker=other_customer,
        evidence="Giấy bán máy của Trần Văn Tám",
        actor=SYSTEM,
        at=NOON,
    )

    assert last(unit) == why
    assert "Trần Văn Tám" not in str(story(unit))


@pytest.mark.parametrize(
    ("length", "why"),
    [
        (
            12,
            "Tính ra hết ngày 12/09/2027, là ngày nghỉ, "
            "nên hạn lùi tới ngày làm việc kế tiếp là 13/09/2027.",
        ),
        (24, ""),
    ],
)
def test_an_end_that_moved_off_a_rest_day_says_so(length: int, why: str) -> None:
    published("nha", {"length": length})
    found = cover_of(covered_unit())
    assert found is not None

    assert roll_words(found, rest_now()) == why


def test_the_days_added_before_a_plan_are_told_with_it() -> None:
    unit = covered_unit()
    in_shop(unit, date(2026, 10, 5), date(2026, 10, 10))
    plain = cover_face(cover_of(unit), date(2026, 10, 20))
    plan = ExtensionPlan.objects.create(code="gh", name="Gia hạn", months=12)

    changes.add_plan(unit, plan, actor=SYSTEM, at=NOON)
    longer = cover_face(cover_of(unit), date(2026, 10, 20))

    assert (plain.added_days, longer.added_days) == (6, 6)
    assert plain.added_percent == longer.added_percent == 1


def test_the_days_added_to_a_plan_are_told_beside_those_before_it() -> None:
    unit = covered_unit()
    plan = ExtensionPlan.objects.create(code="gh", name="Gia hạn", months=12)
    changes.add_plan(unit, plan, actor=SYSTEM, at=NOON)
    in_shop(unit, date(2026, 10, 5), date(2026, 10, 10))
    in_shop(unit, date(2028, 12, 4), date(2028, 12, 8), case="2")

    face = cover_face(cover_of(unit), date(2029, 1, 20))

    assert face.added_days == 6 + 5
