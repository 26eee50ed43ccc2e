"""Invented people: plausible Vietnamese names put together from common parts."""

from random import Random

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Mai",
    "Trịnh",
    "Tạ",
]
WOMEN = [
    "Thu Hà",
    "Ngọc Ánh",
    "Thanh Mai",
    "Khánh Linh",
    "Bảo Châu",
    "Thùy Dương",
    "Hồng Nhung",
    "Minh Nguyệt",
    "Kim Oanh",
    "Diễm Quỳnh",
    "Phương Thảo",
    "Hải Yến",
    "Tường Vy",
    "Mỹ Duyên",
    "Cẩm Tú",
    "Lan Hương",
    "Thúy Hằng",
    "Bích Ngọc",
    "Ánh Tuyết",
    "Như Ý",
]
MEN = [
    "Văn Đức",
    "Hoàng Long",
    "Quốc Huy",
    "Tấn Phát",
    "Đình Khoa",
    "Minh Quân",
    "Thành Đạt",
    "Gia Bảo",
    "Trọng Nghĩa",
    "Hữu Phước",
    "Anh Tuấn",
    "Quang Vinh",
    "Đức Thịnh",
    "Nhật Nam",
    "Bá Lộc",
    "Xuân Trường",
    "Công Danh",
    "Việt Anh",
    "Chí Thanh",
    "Duy Khánh",
]
CITIES = [
    "TP. Thủ Đức",
    "TP. Hồ Chí Minh",
    "Hà Nội",
    "Đà Nẵng",
    "Cần Thơ",
    "Hải Phòng",
    "Biên Hòa",
    "Huế",
    "Nha Trang",
    "Buôn Ma Thuột",
    "Quy Nhơn",
    "Vinh",
]


def person(random: Random) -> tuple[str, str]:
    """A full name and the salutation that goes with it."""
    family = random.choice(FAMILY)
    if random.random() < 0.5:
        return f"{family} {random.choice(WOMEN)}", random.choice(["chi", "chi", "co"])
    return f"{family} {random.choice(MEN)}", random.choice(["anh", "anh", "chu"])


def phone(number: int) -> str:
    """A mobile number in E.164, a different one for every `number` below ten million."""
    prefixes = ["90", "91", "93", "97", "98", "86", "32", "70", "79", "83"]
    return f"+84{prefixes[number % 10]}{(number * 7919 + 1_234_567) % 10_000_000:07d}"
