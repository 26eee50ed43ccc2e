"""Thirty products of an invented range."""

from typing import NamedTuple

from catalog.enums import Category


class DemoProduct(NamedTuple):
    """What the shop sells: code, name, category, price in đồng, serial prefix."""

    sku: str
    name: str
    category: Category
    price: int
    prefix: str


AC, WM = Category.AIR_CONDITIONER, Category.WASHING_MACHINE
RF, TV, PH = Category.REFRIGERATOR, Category.TV, Category.PHONE

PRODUCTS = [
    DemoProduct("NC-09", "Điều hòa Nami NC-09, 1 HP", AC, 7_490_000, "NC09"),
    DemoProduct("NC-12", "Điều hòa Nami NC-12, 1,5 HP", AC, 9_290_000, "NC12"),
    DemoProduct(
        "NC-12I", "Điều hòa Nami NC-12 Inverter, 1,5 HP", AC, 11_990_000, "NI12"
    ),
    DemoProduct("NC-18I", "Điều hòa Nami NC-18 Inverter, 2 HP", AC, 16_490_000, "NI18"),
    DemoProduct("VT-10", "Điều hòa Việt Tín VT-10, 1 HP", AC, 6_790_000, "VT10"),
    DemoProduct(
        "VT-13I", "Điều hòa Việt Tín VT-13 Inverter, 1,5 HP", AC, 10_490_000, "VI13"
    ),
    DemoProduct("WF-85", "Máy giặt Nami WF-85, 8,5 kg", WM, 7_990_000, "NM85"),
    DemoProduct("WF-95", "Máy giặt Nami WF-95, 9,5 kg", WM, 9_490_000, "NM95"),
    DemoProduct(
        "WF-105D", "Máy giặt sấy Nami WF-105D, 10,5 kg", WM, 17_990_000, "NMD5"
    ),
    DemoProduct(
        "WT-80", "Máy giặt cửa trên Sao Mai WT-80, 8 kg", WM, 4_990_000, "SM80"
    ),
    DemoProduct(
        "WT-100", "Máy giặt cửa trên Sao Mai WT-100, 10 kg", WM, 6_290_000, "SM10"
    ),
    DemoProduct("DR-90", "Máy sấy Nami DR-90, 9 kg", WM, 12_990_000, "ND90"),
    DemoProduct("RF-180", "Tủ lạnh Sao Mai RF-180, 180 lít", RF, 5_290_000, "SR18"),
    DemoProduct("RF-256", "Tủ lạnh Nami RF-256, 256 lít", RF, 7_790_000, "NR25"),
    DemoProduct(
        "RF-330I", "Tủ lạnh Nami RF-330 Inverter, 330 lít", RF, 11_290_000, "NR33"
    ),
    DemoProduct(
        "RF-460S", "Tủ lạnh Nami RF-460 nhiều cửa, 460 lít", RF, 19_990_000, "NR46"
    ),
    DemoProduct(
        "RF-600S", "Tủ lạnh hai cánh Việt Tín RF-600, 600 lít", RF, 24_990_000, "VR60"
    ),
    DemoProduct("FZ-200", "Tủ đông Sao Mai FZ-200, 200 lít", RF, 6_490_000, "SF20"),
    DemoProduct("TV-43", "Tivi Nami TV-43, 43 inch", TV, 6_990_000, "NT43"),
    DemoProduct("TV-50", "Tivi Nami TV-50, 50 inch 4K", TV, 9_990_000, "NT50"),
    DemoProduct("TV-55", "Tivi Nami TV-55, 55 inch 4K", TV, 12_490_000, "NT55"),
    DemoProduct("TV-65Q", "Tivi Nami TV-65Q, 65 inch QLED", TV, 19_490_000, "NT65"),
    DemoProduct("TV-75Q", "Tivi Việt Tín TV-75Q, 75 inch QLED", TV, 29_990_000, "VT75"),
    DemoProduct("TV-32", "Tivi Sao Mai TV-32, 32 inch", TV, 3_990_000, "ST32"),
    DemoProduct("PH-A1", "Điện thoại Lúa A1, 128 GB", PH, 4_290_000, "LA10"),
    DemoProduct("PH-A1P", "Điện thoại Lúa A1 Plus, 256 GB", PH, 6_490_000, "LA1P"),
    DemoProduct("PH-S2", "Điện thoại Lúa S2, 256 GB", PH, 9_990_000, "LS20"),
    DemoProduct("PH-S2M", "Điện thoại Lúa S2 Max, 512 GB", PH, 14_990_000, "LS2M"),
    DemoProduct("PH-X", "Điện thoại gập Lúa X, 512 GB", PH, 24_990_000, "LX00"),
    DemoProduct("PH-E", "Điện thoại phổ thông Lúa E", PH, 790_000, "LE00"),
]
