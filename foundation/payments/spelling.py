"""Sums in words, as they stand on a Vietnamese receipt. Pure."""

DIGITS = (
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
)  # fmt: skip
BILLION = 10**9
STEPS = ((10**6, " triệu"), (10**3, " nghìn"), (1, ""))


def in_words(amount: int) -> str:
    """Một triệu hai trăm năm mươi nghìn đồng."""
    billions, rest = divmod(amount, BILLION)
    words = [f"{_below_billion(billions)} tỷ"] if billions else []
    if rest or not billions:
        words.append(_below_billion(rest, is_first=not billions))
    said = " ".join(words)
    return f"{said[:1].upper()}{said[1:]} đồng"


def _below_billion(number: int, *, is_first: bool = True) -> str:
    words: list[str] = []
    for value, name in STEPS:
        group = number // value % 1000
        if group:
            words.append(_hundreds(group, is_first=is_first and not words) + name)
    return " ".join(words) or DIGITS[0]


def _hundreds(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [] if is_first and not hundreds else [f"{DIGITS[hundreds]} trăm"]
    tens, units = divmod(rest, 10)
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{DIGITS[tens]} mươi")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    """After ten, twenty and so on some are said in another way."""
    if units == 5 and tens:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(units, DIGITS[units]) if tens > 1 else DIGITS[units]
