"""What stands on the certificate of a cover, and that it keeps to its sheet."""

import json
from typing import Any

import pytest
import typst

from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.warranty import component, covered_unit, published
from warranty import certificates
from warranty.actions.voiding import void_cover
from warranty.enums import VoidReason
from warranty.limits import Asker
from warranty.lookups import Answer, look_up

pytestmark = pytest.mark.django_db
SERIAL = "NM95-2409-004172"


def found() -> Answer:
    answer = look_up(SERIAL, Asker("203.0.113.0/24"), at=NOON, on=NOON.date())
    assert answer is not None
    return answer


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The words of the certificate, before they are set."""

    def write(language: str = "vi") -> dict[str, Any]:
        kept: list[str] = []

        def keep(data: str) -> bytes:
            kept.append(data)
            return b""

        monkeypatch.setattr(certificates, "_typeset", keep)
        certificates.certificate_of(found(), language=language, address="/x/")
        words: dict[str, Any] = json.loads(kept[0])
        return words

    return write


def test_a_refused_component_has_no_last_day(written: Any) -> None:
    motor = component("motor", "Động cơ")
    published("nha", {"length": 24}, {"length": 120, "component": motor})
    unit = covered_unit(SERIAL)
    void_cover(
        unit,
        reason=VoidReason.LIQUID,
        component=motor,
        note="Ố nước",
        actor=SYSTEM,
        at=NOON,
    )

    until = {line["name"]: line["until"] for line in written()["lines"]}

    assert until == {"Toàn máy": "12/09/2028", "Động cơ": "Bị từ chối"}


@pytest.mark.parametrize(("count", "says_more"), [(6, False), (7, True)])
def test_what_is_left_out_is_never_told_as_all_there_is(
    written: Any, count: int, *, says_more: bool
) -> None:
    published("nha", exclusions=["Máy bị rơi."] * count)
    covered_unit(SERIAL)

    notes = " ".join(written()["notes"])

    assert notes.count("máy bị rơi") == 6
    assert ("các trường hợp khác trong chính sách" in notes) is says_more


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_longest_certificate_is_one_sheet(language: str, written: Any) -> None:
    parts = [
        {
            "length": 24,
            "component": component(f"p{n}", "Bộ phận có cái tên rất dài dòng"),
        }
        for n in range(7)
    ]
    left_out = ["Máy bị rơi, va đập, cấn móp sau khi giao hoặc khi khách tự chở"] * 9
    published("nha", {"length": 24}, *parts, exclusions=left_out)
    unit = covered_unit(SERIAL)
    unit.product.name = "Máy giặt sấy lồng ngang truyền động trực tiếp " * 2
    unit.product.save()

    sheet = typst.compile(
        str(certificates.TEMPLATE),
        root=str(certificates.TEMPLATE.parent),
        font_paths=[str(certificates.FONTS)],
        sys_inputs={"data": json.dumps(written(language))},
        format="png",
    )

    assert isinstance(sheet, bytes)
