"""A number as Code 128, set B: what every hand scanner reads.

Pure: characters become the widths of bars and gaps. The symbol is start, characters,
check and stop, each of eleven modules in three bars and three gaps; the stop has one bar
more.
"""

from collections.abc import Iterator

# ISO/IEC 15417, table 1: bar, gap, bar, gap, bar, gap for the values 0 to 105.
TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 "
    "231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 "
    "223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 "
    "111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 "
    "132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 "
    "311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 "
    "121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 "
    "413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 "
    "421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 "
    "113141 114131 311141 411131 211412 211214 211232"
)
WIDTH = 6  # three bars and three gaps
PATTERNS = tuple(
    TABLE.replace(" ", "")[at : at + WIDTH] for at in range(0, 106 * WIDTH, WIDTH)
)
STOP = "2331112"
START_B = 104
MODULUS = 103
FIRST, LAST = " ", "\x7f"


def values_of(text: str) -> list[int]:
    """The symbol's values: start, characters and check; ValueError beyond set B."""
    if not text or not all(FIRST <= letter <= LAST for letter in text):
        raise ValueError(text)
    characters = [ord(letter) - ord(FIRST) for letter in text]
    weighed = sum(place * value for place, value in enumerate(characters, start=1))
    return [START_B, *characters, (START_B + weighed) % MODULUS]


def widths_of(text: str) -> str:
    """The widths of bars and gaps in modules, a bar first."""
    return "".join(PATTERNS[value] for value in values_of(text)) + STOP


def bars_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules from the first bar on."""
    at = 0
    for place, width in enumerate(map(int, widths_of(text))):
        if place % 2 == 0:
            yield at, width
        at += width
