"""The sample of the months that are over, and what the lead and the manager found in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM, staff_actor
from quality.actions.draws import draw_month
from quality.actions.reviews import Review, review_sample
from quality.enums import Accuracy, ErrorType
from quality.models import Sample
from quality.months import last_month, month_before, span_of

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop

REVIEWS = (
    Review(
        Accuracy.CORRECT.value, 5, 5, 4,
        comment="Hỏi đúng trọng tâm, hướng dẫn từng bước nên khách tự làm được.",
    ),
    Review(
        Accuracy.PARTLY.value, 3, 4, 4, ErrorType.INCOMPLETE.value,
        "Chưa nói thời gian chờ linh kiện, khách phải hỏi lại lần nữa.",
    ),
    Review(Accuracy.CORRECT.value, 4, 4, 5),
    Review(
        Accuracy.WRONG.value, 2, 4, 3, ErrorType.POLICY.value,
        "Hạn đổi mới là 7 ngày kể từ khi nhận hàng, không phải từ ngày đặt.",
    ),
    Review(Accuracy.CORRECT.value, 4, 5, 4, comment="Xin lỗi đúng lúc, giữ lời hẹn."),
)  # fmt: skip


def look_back(shop: DemoShop) -> None:
    """Draw for the last two months; the older one is judged, of the last one some wait."""
    latest = last_month(shop.at)
    for month in (month_before(latest), latest):
        draw_month(month, actor=SYSTEM, at=span_of(month)[1] + timedelta(hours=2))
    judges = [one for one in shop.staff if one.role in {Role.LEAD, Role.MANAGER}]
    waiting = Sample.objects.waiting().order_by("month", "pk")
    to_judge = [*waiting.exclude(month=latest), *waiting.filter(month=latest)[::2]]
    for number, sample in enumerate(to_judge):
        judge = next(one for one in judges if one.pk != sample.agent_id)
        review_sample(
            sample,
            REVIEWS[number % len(REVIEWS)],
            reviewer=judge,
            actor=staff_actor(judge.pk),
            at=min(span_of(sample.month)[1] + timedelta(days=3, hours=9), shop.at),
        )
