"""The spare parts of the demo shop: three suppliers, seven places, twenty-six parts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from catalog.models import ComponentClass, Product
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.places.models import ServicePoint
from parts.actions.learning import learn_lead_times, suggest_minimums
from parts.actions.purchasing import (
    add_to_request,
    confirm_eta,
    order_request,
    receive_line,
)
from parts.actions.reordering import set_rule
from parts.actions.stock import receive_stock
from parts.enums import LocationKind, Quality
from parts.models import (
    Part,
    PartFit,
    PurchaseLine,
    StockLocation,
    Substitute,
    Supplier,
    SupplierPart,
)

OPENED = timedelta(days=500)
NAMI, MEKONG, SAOMAI = "nami-lk", "mekong", "saomai-dt"
SUPPLIERS = [
    (NAMI, "Linh kiện Nami miền Nam", "datlinhkien@nami-lk.example", "+842871008100"),
    (MEKONG, "Điện lạnh Mê Kông", "kho@mekong.example", "+842927108200"),
    (SAOMAI, "Điện tử Sao Mai", "linhkien@saomai.example", "+842471008300"),
]
MAIN, SHOP, VAN = "kho-chinh", "kho-thu-duc", "xe-khoi"
SHOP_POINT = "Hồng Hà Thủ Đức"


class DemoPart(NamedTuple):
    """Number, name, component, supplier, cost, price, days, what fits, stock, minimum.

    Stock lies in the main store, in the shop of Thủ Đức and in the van.
    """

    sku: str
    name: str
    name_en: str
    component: str
    supplier: str
    cost: int
    price: int
    days: int
    fits: tuple[str, ...]
    stock: tuple[int, int, int]
    minimum: int = 0


PARTS = [
    DemoPart("MN-NC09", "Máy nén điều hòa 1 HP", "1 HP air conditioner compressor", "compressor", NAMI, 1_350_000, 2_190_000, 6, ("NC-09",), (2, 1, 0), 1),
    DemoPart("MN-NC12", "Máy nén điều hòa 1,5 HP", "1.5 HP air conditioner compressor", "compressor", NAMI, 1_620_000, 2_590_000, 6, ("NC-12",), (2, 1, 0), 1),
    DemoPart("MN-NC12I", "Máy nén biến tần 1,5 HP", "1.5 HP inverter compressor", "compressor", NAMI, 2_450_000, 3_790_000, 9, ("NC-12I",), (0, 0, 0), 1),
    DemoPart("MN-RF256", "Máy nén tủ lạnh 256 lít", "256 l refrigerator compressor", "compressor", NAMI, 1_180_000, 1_890_000, 6, ("RF-256",), (1, 1, 0), 1),
    DemoPart("MN-RF330I", "Máy nén biến tần tủ lạnh 330 lít", "330 l inverter refrigerator compressor", "compressor", NAMI, 1_760_000, 2_690_000, 9, ("RF-330I",), (1, 0, 0), 0),
    DemoPart("BM-NC12I", "Bo mạch dàn nóng NC-12 Inverter", "NC-12 inverter outdoor board", "board", NAMI, 890_000, 1_490_000, 5, ("NC-12I",), (3, 1, 0), 1),
    DemoPart("BM-VT13I", "Bo mạch dàn lạnh VT-13 Inverter", "VT-13 inverter indoor board", "board", MEKONG, 620_000, 1_090_000, 4, ("VT-13I",), (2, 0, 0), 1),
    DemoPart("QT-NC", "Quạt dàn lạnh Nami 9–12", "Nami 9–12 indoor fan", "", NAMI, 310_000, 590_000, 5, ("NC-09", "NC-12", "NC-12I"), (6, 2, 2), 2),
    DemoPart("TU-35UF", "Tụ khởi động 35 µF", "35 µF start capacitor", "", MEKONG, 45_000, 120_000, 3, ("NC-09", "NC-12", "VT-10"), (30, 10, 8), 10),
    DemoPart("GAS-R32", "Ga lạnh R32, bình 3 kg", "R32 refrigerant, 3 kg", "", MEKONG, 680_000, 980_000, 3, ("NC-12I", "NC-18I", "VT-13I"), (8, 2, 2), 4),
    DemoPart("GC-WF95-K2", "Bộ giảm chấn máy giặt WF-95", "WF-95 damper kit", "", NAMI, 210_000, 420_000, 5, ("WF-95", "WF-85"), (3, 2, 1), 2),
    DemoPart("DC-WF95", "Động cơ máy giặt WF-95", "WF-95 drive motor", "motor", NAMI, 980_000, 1_590_000, 6, ("WF-95", "WF-105D"), (2, 1, 0), 1),
    DemoPart("DC-WF85", "Động cơ máy giặt WF-85", "WF-85 drive motor", "motor", NAMI, 890_000, 1_450_000, 6, ("WF-85",), (1, 0, 0), 1),
    DemoPart("BX-WF", "Bơm xả máy giặt cửa trước", "Front loader drain pump", "", NAMI, 190_000, 390_000, 5, ("WF-85", "WF-95", "WF-105D"), (8, 3, 2), 3),
    DemoPart("VN-WF", "Van cấp nước đôi", "Double inlet valve", "inlet-valve", NAMI, 120_000, 260_000, 5, ("WF-85", "WF-95", "WF-105D"), (10, 3, 2), 3),
    DemoPart("VN-WT", "Van cấp nước cửa trên", "Top loader inlet valve", "inlet-valve", SAOMAI, 90_000, 210_000, 4, ("WT-80", "WT-100"), (6, 2, 1), 2),
    DemoPart("OX-WF", "Ống xả máy giặt 1,8 m", "1.8 m drain hose", "hose", NAMI, 60_000, 140_000, 5, ("WF-85", "WF-95"), (12, 4, 2), 4),
    DemoPart("BM-WF95", "Bo mạch điều khiển WF-95", "WF-95 control board", "board", NAMI, 740_000, 1_290_000, 6, ("WF-95",), (2, 1, 0), 1),
    DemoPart("BM-WT80", "Bo mạch máy giặt WT-80", "WT-80 board", "board", SAOMAI, 380_000, 690_000, 4, ("WT-80",), (2, 0, 0), 1),
    DemoPart("GN-RF", "Gioăng cửa tủ lạnh 256–330", "256–330 l door gasket", "", NAMI, 140_000, 320_000, 5, ("RF-256", "RF-330I"), (6, 2, 0), 2),
    DemoPart("CB-RF", "Cảm biến xả tuyết", "Defrost sensor", "", MEKONG, 55_000, 150_000, 3, ("RF-256", "RF-330I", "RF-460S"), (14, 4, 4), 4),
    DemoPart("TN-TV55", "Tấm nền 55 inch 4K", "55-inch 4K panel", "panel", SAOMAI, 4_900_000, 7_290_000, 12, ("TV-55",), (1, 0, 0), 1),
    DemoPart("BN-TV", "Bo nguồn tivi 43–55 inch", "43–55-inch TV power board", "board", SAOMAI, 360_000, 690_000, 4, ("TV-43", "TV-50", "TV-55"), (5, 2, 0), 2),
    DemoPart("PIN-S2", "Pin điện thoại Lúa S2", "Lúa S2 battery", "battery", SAOMAI, 260_000, 490_000, 4, ("PH-S2",), (6, 3, 0), 3),
    DemoPart("PIN-A1", "Pin điện thoại Lúa A1", "Lúa A1 battery", "battery", SAOMAI, 190_000, 390_000, 4, ("PH-A1", "PH-A1P"), (4, 2, 0), 3),
    DemoPart("SAC-25W", "Bộ sạc 25 W", "25 W charger", "charger", SAOMAI, 110_000, 250_000, 4, ("PH-A1", "PH-A1P", "PH-S2"), (9, 4, 0), 4),
]  # fmt: skip
# Their makers give these numbers of their own.
NUMBERED = frozenset({"compressor", "motor", "panel"})
# By, instead of, the other way round too, how good.
SUBSTITUTES = [
    ("DC-WF95", "DC-WF85", False, Quality.ORIGINAL),
    ("PIN-A1", "PIN-S2", False, Quality.EQUIVALENT),
    ("MN-NC12", "MN-NC09", False, Quality.EQUIVALENT),
]
# A part that is out, another that is on its way, one that has been lying there for long.
MISSING, COMING, ASLEEP, LAST_BUY = "MN-NC12I", "TN-TV55", "BM-WT80", "PIN-A1"
# How long the last deliveries of the part on its way took, in days.
TOOK = (9, 11, 16)


def seed_parts(staff: list[User], at: datetime) -> None:
    """What lies where, what it fits and what is ordered, `at` being today.

    After the components of the warranty; the products and service points stand already.
    """
    suppliers = {
        code: Supplier.objects.create(code=code, name=name, email=email, phone=phone)
        for code, name, email, phone in SUPPLIERS
    }
    places = _open_places(staff)
    for part in PARTS:
        _enter(part, suppliers)
    for by, instead, is_mutual, quality in SUBSTITUTES:
        Substitute.objects.create(
            part=_part(instead), by=_part(by), is_mutual=is_mutual, quality=quality
        )
    _lay_in(places, at)
    _order(places[MAIN], at)
    Part.objects.filter(sku=LAST_BUY).update(last_buy_on=(at + timedelta(45)).date())
    learn_lead_times()
    suggest_minimums(at=at)


def _open_places(staff: list[User]) -> dict[str, StockLocation]:
    shop = ServicePoint.objects.get(name=SHOP_POINT)
    driver = next(user for user in staff if user.role == Role.TECHNICIAN)
    kind = LocationKind
    rows = [
        StockLocation(code=MAIN, name="Kho chính", kind=kind.MAIN),
        StockLocation(
            code=SHOP, name="Kho Thủ Đức", kind=kind.STORE, service_point=shop
        ),
        StockLocation(code=VAN, name="Xe anh Khôi", kind=kind.VAN, holder=driver),
        StockLocation(
            code="hong-thu-duc",
            name="Hàng hỏng Thủ Đức",
            kind=kind.DEFECTIVE,
            service_point=shop,
        ),
        StockLocation(code="hong", name="Hàng hỏng", kind=kind.DEFECTIVE),
        StockLocation(code="cho-kiem", name="Chờ kiểm tra", kind=kind.QUARANTINE),
        StockLocation(code="cua-khach", name="Máy của khách", kind=kind.CUSTOMER_OWNED),
    ]
    return {row.code: row for row in StockLocation.objects.bulk_create(rows)}


def _enter(new: DemoPart, suppliers: dict[str, Supplier]) -> None:
    part = Part.objects.create(
        sku=new.sku,
        name=new.name,
        name_en=new.name_en,
        component=ComponentClass.objects.filter(code=new.component).first(),
        price=new.price,
        cost=new.cost,
        is_serialised=new.component in NUMBERED,
    )
    SupplierPart.objects.create(
        supplier=suppliers[new.supplier],
        part=part,
        price=new.cost,
        lead_days=new.days,
        minimum_order=10 if new.cost < 100_000 else 1,
        is_preferred=True,
    )
    PartFit.objects.bulk_create(
        PartFit(part=part, product=product)
        for product in Product.objects.filter(sku__in=new.fits).order_by("sku")
    )


def _lay_in(places: dict[str, StockLocation], at: datetime) -> None:
    """The stock of the first day, and how many there should be."""
    for new in PARTS:
        part, numbers = _part(new.sku), _numbers(new.sku)
        since = at - (OPENED if new.sku == ASLEEP else timedelta(days=90))
        for code, quantity in zip((MAIN, SHOP, VAN), new.stock, strict=True):
            if quantity:
                receive_stock(
                    part,
                    location=places[code],
                    quantity=quantity,
                    unit_cost=new.cost,
                    key=f"opening:{new.sku}:{code}",
                    serials=[next(numbers) for _ in range(quantity)],
                    actor=SYSTEM,
                    at=since,
                )
        if new.minimum:
            set_rule(
                part,
                places[MAIN],
                limits=(new.minimum, new.minimum * 4),
                service_level=95,
                actor=SYSTEM,
                at=since,
            )


def _order(main: StockLocation, at: datetime) -> None:
    """Three deliveries that came, one on its way, and one part still to be ordered."""
    part, numbers = _part(COMING), _numbers(f"{COMING}-L")
    for days in TOOK:
        then = at - timedelta(days=80 - days)
        line = _ordered(part, main, then)
        receive_line(
            line,
            quantity=1,
            key=f"arrival:{COMING}:{days}",
            serials=[next(numbers)],
            actor=SYSTEM,
            at=then + timedelta(days=days),
        )
    coming = _ordered(part, main, at - timedelta(days=4))
    on = (at + timedelta(days=6)).date()
    confirm_eta(coming, expected_on=on, actor=SYSTEM, at=at - timedelta(days=3))
    missing = _part(MISSING)
    day_ago = at - timedelta(days=1)
    add_to_request(missing, location=main, quantity=2, actor=SYSTEM, at=day_ago)


def _ordered(part: Part, main: StockLocation, at: datetime) -> PurchaseLine:
    line = add_to_request(part, location=main, quantity=1, actor=SYSTEM, at=at)
    order_request(line.request, actor=SYSTEM, at=at)
    return PurchaseLine.objects.get(pk=line.pk)


def _part(sku: str) -> Part:
    return Part.objects.get(sku=sku)


def _numbers(sku: str) -> Iterator[str]:
    """Numbers as makers print them on their parts."""
    count = 0
    while True:
        count += 1
        yield f"{sku}-26{count:05d}"
