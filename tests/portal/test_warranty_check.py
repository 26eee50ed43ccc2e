"""The public check in a browser: what it tells, what it never tells, when it stops."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from catalog.enums import BlockReason, Severity, Whereabouts
from catalog.models import Recall, Unit
from customers.models import Customer
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.places import ServicePointFactory
from tests.factories.warranty import component, covered_unit, published
from warranty.keys import qr_path, unit_key
from warranty.models import LookupMiss

pytestmark = pytest.mark.django_db
SERIAL = "NM95-2409-004172"
CHECK = "/warranty/check/"
CERTIFICATE = f"/warranty/certificate/{SERIAL}/"
LOOKUP = "/api/v1/warranty/lookup/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test runs into the next window."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def unit(customer: Customer) -> Unit:
    published(
        "nami",
        {"length": 24},
        {"length": 120, "component": component("dong-co", "Động cơ")},
        {"length": 1, "component": component("ong", "Ống cấp, ống xả")},
        responsible_name="Nami Việt Nam",
    )
    return covered_unit(SERIAL, owner=customer)


def check(client: Client, serial: str = SERIAL, **headers: Any) -> Any:
    return client.get(CHECK, {"serial": serial}, **headers)


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def test_before_a_number_is_typed_the_page_says_where_it_stands(client: Client) -> None:
    response = client.get(CHECK)

    assert response.status_code == 200
    assert "Số máy ở đâu" in words(response)


def test_the_answer_names_product_days_parts_and_policy(
    client: Client, unit: Unit
) -> None:
    told = words(check(client))

    assert "Còn bảo hành tới 12/09/2028" in told
    assert unit.product.name in told
    assert "Nami Việt Nam bảo hành" in told
    assert "Động cơ" in told
    assert "12/09/2036" in told
    assert "Đã hết 12/10/2026" in told
    assert "Áp dụng Bảo hành nami, bản 1" in told


def test_the_answer_is_kept_by_no_cache_and_found_by_no_search(
    client: Client, unit: Unit
) -> None:
    response = check(client)

    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_number_that_does_not_exist_says_what_to_do(client: Client) -> None:
    response = check(client, "NM95-9999-999999")

    assert response.status_code == 404
    assert "Không tìm thấy số máy này" in words(response)


def test_a_hostile_number_is_only_words(client: Client) -> None:
    response = check(client, "<script>alert(1)</script>")

    assert b"<script>alert" not in response.content


def test_a_number_read_wrongly_is_corrected(client: Client, unit: Unit) -> None:
    told = words(check(client, "NM95-24O9-OO4172"))

    assert "Không có đúng số bạn gõ" in told
    assert "Còn bảo hành" in told


def test_a_blocked_number_sends_to_us(client: Client, unit: Unit) -> None:
    Unit.objects.update(
        block_reason=BlockReason.STOLEN, whereabouts=Whereabouts.BLOCKED
    )

    told = words(check(client))

    assert "Số máy này đã bị khóa" in told
    assert "mất cắp" not in told
    assert "Giấy bảo hành" not in told


def test_a_recall_stands_above_everything(client: Client, unit: Unit) -> None:
    Recall.objects.create(
        code="th-01",
        title="Dây nguồn có thể nóng chảy",
        product=unit.product,
        serial_from=SERIAL,
        serial_to=SERIAL,
        severity=Severity.DANGER,
        action="Rút điện và gọi chúng tôi.",
        starts_on=date(2026, 11, 1),
    )

    told = words(check(client))

    assert told.index("Dây nguồn có thể nóng chảy") < told.index("Còn bảo hành tới")


def test_the_places_beside_it_take_the_thing(client: Client, unit: Unit) -> None:
    ServicePointFactory(name="Hồng Hà Thủ Đức")
    ServicePointFactory(name="Trung tâm Sao Mai", brands=["Sao Mai"])

    told = words(check(client))

    assert "Hồng Hà Thủ Đức" in told
    assert "Mở cửa tới 17:30" in told
    assert "Trung tâm Sao Mai" not in told


def test_the_code_on_the_device_opens_the_same_page(client: Client, unit: Unit) -> None:
    response = client.get(qr_path(SERIAL))

    assert response.status_code == 200
    assert "Còn bảo hành tới 12/09/2028" in words(response)
    assert f"{CERTIFICATE}?key={unit_key(SERIAL)}" in response.content.decode()


def test_the_label_of_a_thing_from_its_box_leads_to_its_activation(
    client: Client,
) -> None:
    UnitFactory(serial=SERIAL, owner=None)

    response = client.get(qr_path(SERIAL))

    assert "Vừa mua máy, bạn hãy kích hoạt" in words(response)
    way_on = f"/warranty/activate/?serial={SERIAL}&amp;key={unit_key(SERIAL)}"
    assert way_on in response.content.decode()


def test_what_is_somebodys_and_under_no_policy_is_not_asked_to_activate(
    client: Client, customer: Customer
) -> None:
    UnitFactory(serial=SERIAL, owner=customer)

    told = words(check(client))

    assert "Chưa có chính sách nào được công bố cho máy này." in told
    assert "Kích hoạt" not in told


def test_a_label_that_a_scanner_typed_opens_the_door_of_its_thing(
    client: Client, unit: Unit
) -> None:
    response = check(client, f"https://hongha.example{qr_path(SERIAL)}?from=label")

    assert response.headers["Location"] == qr_path(SERIAL)
    assert LookupMiss.objects.count() == 0


@pytest.mark.parametrize("odd", ["/w/a/b.AAAAAAAAAA/", "/w/.AAAAAAAAAA", "/w/", "/w/x"])
def test_what_only_looks_like_a_label_is_a_number_that_does_not_exist(
    client: Client, odd: str
) -> None:
    assert check(client, odd).status_code == 404


def test_a_customer_is_led_to_the_things_that_are_their_own(
    client: Client, customer_client: Client
) -> None:
    assert "không cần gõ số: Sản phẩm của tôi" in words(customer_client.get(CHECK))
    assert "không cần gõ số" not in words(client.get(CHECK))


def test_a_made_up_code_opens_nothing(client: Client, unit: Unit) -> None:
    response = client.get(f"/w/{SERIAL}.AAAAAAAAAA/")

    assert response.status_code == 404
    assert unit.product.name not in words(response)


def test_a_certificate_is_a_file_to_print(client: Client, unit: Unit) -> None:
    response = client.get(CERTIFICATE)

    assert response.headers["Content-Type"] == "application/pdf"
    assert f"bao-hanh-{SERIAL}.pdf" in response.headers["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")


def test_a_certificate_comes_in_english_too(client: Client, unit: Unit) -> None:
    vietnamese = client.get(CERTIFICATE)
    english = client.get(f"{CERTIFICATE}?language=en")

    assert english.content.startswith(b"%PDF-")
    assert english.content != vietnamese.content


def test_a_motor_that_outlives_the_machine_is_certified(
    client: Client, customer: Customer
) -> None:
    motor = {"length": 120, "component": component("dong-co")}
    published("ngan", {"length": 1}, motor)
    covered_unit(SERIAL, owner=customer)

    assert "Đã hết bảo hành ngày 12/10/2026" in words(check(client))
    assert client.get(CERTIFICATE).status_code == 200


def test_nothing_is_certified_where_nothing_is_covered(client: Client) -> None:
    UnitFactory(serial=SERIAL)

    response = client.get(CERTIFICATE)

    assert response.headers["Location"] == f"{CHECK}?serial={SERIAL}"


def test_a_certificate_of_nothing_is_not_there(client: Client) -> None:
    assert client.get(CERTIFICATE).status_code == 404


def test_two_hundred_numbers_from_one_address_are_cut_off(client: Client) -> None:
    UnitFactory.create_batch(200)
    serials = list(Unit.objects.values_list("serial", flat=True))

    codes = [check(client, serial).status_code for serial in serials]

    assert codes == [200] * 30 + [429] * 170


def test_page_file_and_api_are_counted_together(client: Client, unit: Unit) -> None:
    pages = [check(client).status_code for _ in range(10)]
    files = [client.get(CERTIFICATE).status_code for _ in range(10)]
    answers = [client.get(LOOKUP, {"serial": SERIAL}).status_code for _ in range(11)]

    assert pages + files + answers == [200] * 30 + [429]


def test_whoever_is_refused_is_told_what_to_do(client: Client, unit: Unit) -> None:
    assert [check(client).status_code for _ in range(30)] == [200] * 30

    response = check(client)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"
    assert "nghỉ 10 phút rồi trả lời tiếp" in words(response)
    assert "Đăng nhập bằng mã" in words(response)


def test_another_claimed_address_changes_nothing(client: Client, unit: Unit) -> None:
    codes = [
        check(client, headers={"X-Forwarded-For": f"198.51.{n}.7"}).status_code
        for n in range(40)
    ]

    assert codes.count(200) == 30


def test_another_address_of_the_same_network_changes_nothing(
    client: Client, unit: Unit
) -> None:
    codes = [check(client, REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(40)]

    assert codes.count(200) == 30


def test_a_customer_gets_sixty_answers(customer_client: Client, unit: Unit) -> None:
    codes = [check(customer_client).status_code for _ in range(61)]

    assert codes == [200] * 60 + [429]


@pytest.mark.parametrize(
    "address",
    [
        f"{CHECK}?serial={SERIAL}",
        qr_path(SERIAL),
        f"{LOOKUP}?serial={SERIAL}",
        f"{CHECK}?serial=NM95-9999-999999",
        f"{LOOKUP}?serial=NM95-9999-999999",
        f"{LOOKUP}?serial=",
        f"/warranty/certificate/{SERIAL}0/",
    ],
)
def test_no_answer_names_anybody(client: Client, unit: Unit, address: str) -> None:
    owned_by_somebody_well_known(unit)

    told = client.get(address).content.decode()

    assert_names_nobody(told)


def test_no_certificate_names_anybody(
    client: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by_somebody_well_known(unit)
    written: list[str] = []

    def keep(data: str) -> bytes:
        written.append(data)
        return b"%PDF-"

    monkeypatch.setattr("warranty.certificates._typeset", keep)

    client.get(CERTIFICATE)

    assert SERIAL in written[0]
    assert_names_nobody(written[0])
    assert unit_key(SERIAL) not in written[0]


def owned_by_somebody_well_known(unit: Unit) -> None:
    assert unit.owner is not None
    Customer.objects.filter(pk=unit.owner.pk).update(
        name="Nguyễn Thu Hà", city="Quảng Ngãi"
    )


def assert_names_nobody(told: str) -> None:
    secrets = ["Thu Hà", "903442218", "903 442 218", "Quảng Ngãi", "HD0"]
    assert [secret for secret in secrets if secret in told] == []


def test_the_page_speaks_english(client: Client, unit: Unit) -> None:
    with translation.override("en"):
        response = check(client, headers={"Accept-Language": "en"})

    assert response.status_code == 200
