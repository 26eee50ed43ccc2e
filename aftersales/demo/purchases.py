"""A purchases file as real shops send it: every custom of writing at once, with some
rows broken, and the list of the lines that are."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from aftersales.demo.names import FAMILY, MEN, WOMEN
from aftersales.demo.products import PRODUCTS, DemoProduct

HEADER = [
    "Nguồn", "Số đơn", "Ngày mua", "Ngày giao", "Kênh", "Tên khách", "Số điện thoại",
    "E-mail", "Mã hàng", "Tên hàng", "Số lượng", "Đơn giá", "Giảm giá", "Số máy",
]  # fmt: skip
BROKEN_SHARE = 0.01
TWICE_SHARE = 0.01  # exact repetitions, as copy and paste makes them
FIRST_DAY = date(2024, 1, 2)
DAYS = 700
EXCEL_EPOCH = date(1899, 12, 30)
PREFIXES = ["090", "091", "093", "097", "098", "086", "035", "038", "070", "079", "083"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file, cell by cell."""

    source: str
    order: str
    bought: str
    delivered: str
    channel: str
    name: str
    phone: str
    email: str
    sku: str
    product: str
    quantity: str
    price: str
    discount: str
    serials: str

    @property
    def cells(self) -> list[str]:
        """In the order of the header."""
        return [getattr(self, name) for name in self.__slots__]


@dataclass(slots=True)
class PurchasesFile:
    """The text of a file, its rows counted, and the physical lines that are broken."""

    delimiter: str
    rows: int = 0
    text: list[str] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    next_line: int = 1

    def add(self, text: str) -> int:
        """Append a row; the physical line on which it starts."""
        start = self.next_line
        self.text.append(text + "\r\n")
        self.next_line += text.count("\n") + 1
        return start

    def add_cells(self, cells: list[str]) -> int:
        """Append a row of cells, quoted where they must be."""
        return self.add(self.delimiter.join(self._quoted(cell) for cell in cells))

    def _quoted(self, cell: str) -> str:
        if not any(sign in cell for sign in (self.delimiter, '"', "\n")):
            return cell
        return '"' + cell.replace('"', '""') + '"'


def purchases_file(rows: int, *, seed: int, delimiter: str = ";") -> PurchasesFile:
    """A file of `rows` rows below its header; the same seed gives the same file."""
    random = Random(seed)  # noqa: S311 - invented shoppers, not secrets
    file = PurchasesFile(delimiter)
    file.add_cells(HEADER)
    lines = _lines(random)
    written: list[Line] = []
    for _ in range(rows):
        chance = random.random()
        if written and chance < BROKEN_SHARE:
            file.broken.append(_add_broken(file, next(lines), written, random))
        elif written and chance < BROKEN_SHARE + TWICE_SHARE:
            file.add_cells(random.choice(written).cells)
        else:
            written.append(next(lines))
            file.add_cells(written[-1].cells)
    file.rows = rows
    return file


def _lines(random: Random) -> Iterator[Line]:
    """Good lines without end; one order in seven has a second line."""
    number = 0
    buyers: list[tuple[str, str, str]] = []
    while True:
        number += 1
        if not buyers or random.random() < 0.7:
            buyers.append(_buyer(random, len(buyers)))
        order = _order(random, number, random.choice(buyers))
        products = random.sample(PRODUCTS, 2 if random.random() < 1 / 7 else 1)
        for place, product in enumerate(products):
            yield _with_goods(order, product, random, f"{number:06d}{place}")


def _buyer(random: Random, number: int) -> tuple[str, str, str]:
    name = f"{random.choice(FAMILY)} {random.choice(random.choice([WOMEN, MEN]))}"
    if number % 90 == 7:
        name = f"Công ty TNHH\n{name}"
    phone = f"{random.choice(PREFIXES)}{number:07d}"
    email = f"khach{number}@thu.example" if random.random() < 0.4 else ""
    return name, phone, email


def _order(random: Random, number: int, buyer: tuple[str, str, str]) -> Line:
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    delivered = day + timedelta(days=random.randrange(1, 6))
    name, phone, email = buyer
    return Line(
        source=random.choice(["pos", "pos", "web"]),
        order=f"HD{number:07d}",
        bought=_day(random, day),
        delivered=_day(random, delivered) if random.random() < 0.6 else "",
        channel=random.choice(["Cửa hàng", "online", "Đại lý", ""]),
        name=random.choice([name, f"  {name.replace(' ', '  ')} ", name.upper()]),
        phone=_phone(random, phone),
        email=email,
        sku="",
        product="",
        quantity="",
        price="",
        discount="",
        serials="",
    )


def _with_goods(order: Line, product: DemoProduct, random: Random, key: str) -> Line:
    quantity = 2 if random.random() < 0.05 else 1
    serials = [f"{product.prefix}-{key}{n}" for n in range(quantity)]
    discount = random.choice([0, 0, 0, 200_000, 500_000])
    inches = product.name.replace(" inch", '"')
    return replace(
        order,
        sku=product.sku,
        product=random.choice([product.name, inches]),
        quantity=str(quantity),
        price=_amount(random, product.price),
        discount=_amount(random, discount) if discount else "",
        serials=random.choice(["|", ","]).join(serials),
    )


def _day(random: Random, day: date) -> str:
    excel = (day - EXCEL_EPOCH).days
    return random.choice(
        [
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day.year} 09:30",
            day.isoformat(),
            datetime(day.year, day.month, day.day, 14, 5).isoformat() + "+07:00",  # noqa: DTZ001
            str(excel),
            f"{excel}.4375",
        ]
    )


def _phone(random: Random, phone: str) -> str:
    head, body = phone[:3], phone[3:]
    return random.choice(
        [
            phone,
            f"{head}{body[0]} {body[1:4]} {body[4:]}",
            f"{head}.{body[:3]}.{body[3:]}",
            f"+84{phone[1:]}",
            f"(+84) {phone[1:]}",
            phone[1:],  # Excel took the leading zero
            f'="{phone}"',
        ]
    )


def _amount(random: Random, amount: int) -> str:
    dots = f"{amount:,}".replace(",", ".")
    return random.choice(
        [str(amount), dots, f"{amount:,}", f"{dots} ₫", f"{dots}đ", f"{amount}.00"]
    )


def _add_broken(
    file: PurchasesFile, line: Line, written: list[Line], random: Random
) -> int:
    chance = random.random()
    if chance < 0.1:  # a row cut off in the middle
        return file.add_cells(line.cells[:6])
    if chance < 0.2:  # a quote that is never closed
        return file.add(f'"{line.order}{file.delimiter}' + line.name.split("\n")[0])
    if chance < 0.3:  # a thing is sold once, and this one has been
        other = random.choice(written)
        line = replace(line, sku=other.sku, serials=other.serials, quantity="2")
        return file.add_cells(line.cells)
    return file.add_cells(replace(line, **random.choice(SPOILERS)).cells)


# What makes a good line a broken one.
SPOILERS: list[dict[str, str]] = [
    {"phone": "0123"},
    {"phone": "9.03E+08"},
    {"phone": "090344221a"},
    {"phone": ""},
    {"name": " "},
    {"sku": "KHONG-CO"},
    {"bought": "31/02/2025"},
    {"bought": "hôm qua"},
    {"bought": "2999-01-01"},
    {"quantity": "0"},
    {"quantity": "hai"},
    {"price": "8,99 triệu"},
    {"price": "-500000"},
    {"discount": "99.000.000"},
    {"email": "khong phai thu"},
    {"channel": "chợ trời"},
    {"serials": "A-1,B-2,C-3"},
    {"serials": "số?máy"},
]
