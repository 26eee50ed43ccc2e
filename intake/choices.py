"""What people at the counter choose from, by the sort of thing that was handed in.

A table and no rows: it only saves typing. What was chosen is kept as words on the
reception, so the table may change without a word on an old paper changing, and whatever
is not in it is typed. The words are Vietnamese as they stand; pages translate them.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from catalog.enums import Category

Words = tuple[str, ...]

SYMPTOMS: Mapping[Category, Words] = {
    Category.AIR_CONDITIONER: (
        _("Không lạnh"), _("Chảy nước"), _("Kêu, rung"), _("Không lên nguồn"),
        _("Báo lỗi"), _("Có mùi"),
    ),
    Category.WASHING_MACHINE: (
        _("Không vắt"), _("Không cấp nước"), _("Không xả nước"), _("Kêu, rung"),
        _("Không lên nguồn"), _("Báo lỗi"),
    ),
    Category.REFRIGERATOR: (
        _("Không lạnh"), _("Đóng tuyết"), _("Chảy nước"), _("Kêu, rung"),
        _("Không lên nguồn"),
    ),
    Category.TV: (
        _("Không lên hình"), _("Sọc màn hình"), _("Mất tiếng"), _("Không lên nguồn"),
        _("Không vào mạng"),
    ),
    Category.PHONE: (
        _("Không sạc"), _("Chai pin"), _("Vỡ màn hình"), _("Treo máy"),
        _("Mất sóng"), _("Không lên nguồn"),
    ),
    Category.OTHER: (
        _("Không lên nguồn"), _("Không nóng"), _("Không giữ ấm"), _("Báo lỗi"),
        _("Kêu, rung"), _("Rò điện"),
    ),
}  # fmt: skip
ACCESSORIES: Mapping[Category, Words] = {
    Category.AIR_CONDITIONER: (_("Điều khiển"), _("Dàn nóng"), _("Dàn lạnh")),
    Category.WASHING_MACHINE: (_("Dây nguồn"), _("Ống cấp"), _("Ống xả")),
    Category.REFRIGERATOR: (_("Dây nguồn"), _("Khay, ngăn"), _("Ổn áp")),
    Category.TV: (_("Điều khiển"), _("Chân đế"), _("Dây nguồn"), _("Hộp")),
    Category.PHONE: (_("Sạc"), _("Cáp"), _("Ốp lưng"), _("Hộp"), _("Khay SIM")),
    Category.OTHER: (_("Dây nguồn"), _("Lòng nồi"), _("Nắp"), _("Hộp")),
}  # fmt: skip


def symptoms_of(category: str) -> Words:
    """What such things usually come in with."""
    return SYMPTOMS[Category(category)]


def accessories_of(category: str) -> Words:
    """What is usually handed over with such a thing."""
    return ACCESSORIES[Category(category)]
