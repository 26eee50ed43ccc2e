"""The warranty of the demo shop: parts, three policies, plans, serial masks and a recall."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from aftersales.demo import policy_words as words
from catalog.enums import Category, Severity
from catalog.models import ComponentClass, Product, Recall, SerialRule
from foundation.core.actor import SYSTEM
from foundation.policies.actions import Title, open_policy, publish_draft
from foundation.policies.enums import PolicyKind
from foundation.policies.models import Policy
from foundation.policies.wording import Parts, Wording
from warranty.actions.terms import save_policy_draft
from warranty.enums import Responsible, StartBasis
from warranty.models import ExtensionPlan
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms

# Before anything in the demo was bought, so that every purchase finds its policy.
FIRST = timedelta(days=3 * 365)
SECOND = timedelta(days=500)  # purchases go back a little further than this

HOUSE = "chung"
COMPONENTS = [
    ("motor", "Động cơ truyền động", "Drive motor"),
    ("compressor", "Máy nén", "Compressor"),
    ("hose", "Ống cấp, ống xả", "Inlet and drain hoses"),
    ("inlet-valve", "Van cấp nước", "Inlet valve"),
    ("board", "Bo mạch", "Control board"),
    ("panel", "Tấm nền", "Display panel"),
    ("battery", "Pin", "Battery"),
    ("charger", "Bộ sạc, cáp", "Charger and cable"),
]
EXCLUSIONS = (
    ExclusionTerms(
        "LT-01",
        "Số máy bị cạo, sửa hoặc không đọc được",
        "Serial number scratched, altered or unreadable",
    ),
    ExclusionTerms(
        "LT-02",
        "Máy bị rơi, va đập, cấn móp sau khi giao",
        "Dropped, hit or dented after delivery",
    ),
    ExclusionTerms(
        "LT-03",
        "Nước, côn trùng hoặc chất lỏng vào bên trong máy",
        "Water, insects or liquid inside the device",
    ),
    ExclusionTerms(
        "LT-04",
        "Dùng sai điện áp, hoặc sét đánh",
        "Wrong voltage, or struck by lightning",
    ),
    ExclusionTerms(
        "LT-05",
        "Người ngoài hệ thống đã tháo hoặc sửa máy",
        "Opened or repaired by somebody we did not appoint",
    ),
    ExclusionTerms(
        "LT-06",
        "Dùng để kinh doanh, giặt thuê, cho thuê",
        "Used for trade, hired out or rented",
    ),
)


def seed_policies(at: datetime) -> None:
    """What the shop promised, published as a manager would, `at` being today.

    Before anything is bought; the products stand already.
    """
    for code, name, name_en in COMPONENTS:
        ComponentClass.objects.create(code=code, name=name, name_en=name_en)
    parts = dict(ComponentClass.objects.values_list("code", "pk"))
    _washers(parts, at)
    _phones(parts, at)
    _house(parts, at)
    _plans()
    _masks()
    _recall(at)


def ensure_house_policy(at: datetime) -> None:
    """The house's own policy, published once, for systems without a demo shop."""
    if Policy.objects.filter(code=HOUSE).exists():
        return
    for code, name, name_en in COMPONENTS:
        named = {"name": name, "name_en": name_en}
        ComponentClass.objects.get_or_create(code=code, defaults=named)
    _house(dict(ComponentClass.objects.values_list("code", "pk")), at)


def _recall(at: datetime) -> None:
    Recall.objects.create(
        code="th-2026-01",
        title="Van cấp nước có thể rò rỉ khi áp lực nước cao",
        title_en="The inlet valve may leak under high water pressure",
        product=Product.objects.get(sku="WF-105D"),
        serial_from="NMD5-2501",
        serial_to="NMD5-2512-999999",
        severity=Severity.FAULT,
        action="Khóa van nước sau mỗi lần giặt và hẹn lịch thay van miễn phí.",
        action_en="Close the tap after each wash and book a free replacement of the valve.",
        starts_on=localdate(at) - timedelta(days=20),
    )


def _washers(parts: dict[str, int], at: datetime) -> None:
    title = Title("Bảo hành máy giặt Nami", "Nami washing machine warranty")
    policy = open_policy(
        PolicyKind.WARRANTY, "may-giat-nami", title, actor=SYSTEM, at=at - FIRST
    )
    first = _washer_terms(parts, whole=12, motor=60, rolls=False)
    _publish(policy, words.WASHERS_1, first, at - FIRST)
    second = _washer_terms(parts, whole=24, motor=120, rolls=True)
    _publish(policy, words.WASHERS_2, second, at - SECOND)


def _washer_terms(
    parts: dict[str, int], *, whole: int, motor: int, rolls: bool
) -> Terms:
    return Terms(
        brand="Nami",
        categories=(Category.WASHING_MACHINE.value,),
        responsible=Responsible.BRAND.value,
        responsible_name="Nami",
        start_basis=StartBasis.ACTIVATION.value,
        rolls=rolls,
        lines=(
            LineTerms(whole),
            LineTerms(motor, parts["motor"], labour=0, travel=0),
            LineTerms(6, parts["hose"], travel=0),
        ),
        exclusions=EXCLUSIONS,
    )


def _phones(parts: dict[str, int], at: datetime) -> None:
    title = Title("Bảo hành điện thoại", "Phone warranty")
    policy = open_policy(
        PolicyKind.WARRANTY, "dien-thoai", title, actor=SYSTEM, at=at - FIRST
    )
    terms = Terms(
        categories=(Category.PHONE.value,),
        tat_days=5,
        lines=(
            LineTerms(12, travel=0),
            LineTerms(12, parts["battery"], travel=0),
            LineTerms(6, parts["charger"], labour=0, travel=0),
        ),
        exclusions=EXCLUSIONS[:-1],
    )
    _publish(policy, words.PHONES, terms, at - FIRST)


def _house(parts: dict[str, int], at: datetime) -> None:
    title = Title("Chính sách bảo hành chung", "General warranty policy")
    policy = open_policy(PolicyKind.WARRANTY, HOUSE, title, actor=SYSTEM, at=at - FIRST)
    terms = Terms(
        lines=(
            LineTerms(12),
            LineTerms(60, parts["compressor"], labour=0, travel=0),
        ),
        exclusions=EXCLUSIONS,
    )
    _publish(policy, words.HOUSE, terms, at - FIRST)


def _publish(policy: Policy, said: Parts, terms: Terms, at: datetime) -> None:
    wording = Wording(said, localdate(at))
    last = policy.versions.order_by("-number").first()
    draft = save_policy_draft(
        policy, wording, terms, seen_version=last.pk if last else 0, actor=SYSTEM, at=at
    )
    publish_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=at)


def _plans() -> None:
    ExtensionPlan.objects.create(
        code="gh-12",
        name="Gia hạn toàn máy 12 tháng",
        name_en="Whole device, 12 months more",
        months=12,
        price=690_000,
    )


def _masks() -> None:
    for brand, mask in (
        ("Nami", "N{***}-{YY}{MM}-{######}"),
        ("Lúa", "L{***}-{YY}{MM}-{######}"),
    ):
        SerialRule.objects.create(brand=brand, mask=mask)
