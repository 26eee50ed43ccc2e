"""What is wrong with things in the demo shop, in codes."""

from collections.abc import Iterable

from catalog.enums import Category
from warranty.claim_enums import FaultKind
from warranty.models import FaultCode

AC, WM = Category.AIR_CONDITIONER, Category.WASHING_MACHINE
RF, TV, PH = Category.REFRIGERATOR, Category.TV, Category.PHONE
OT = Category.OTHER

# Code, name, English name, family, categories (none: of every sort).
SYMPTOMS = [
    ("khong-nguon", "Không lên nguồn", "Does not switch on", "nguon", ()),
    ("keu-rung", "Kêu, rung mạnh", "Noisy, shakes", "keu-rung", (AC, WM, RF, OT)),
    ("bao-loi", "Báo mã lỗi", "Shows an error code", "bao-loi", (AC, WM, OT)),
    ("khong-lanh", "Không lạnh", "Does not cool", "khong-lanh", (AC, RF)),
    ("chay-nuoc", "Chảy nước", "Leaks water", "chay-nuoc", (AC, WM, RF)),
    ("dong-tuyet", "Đóng tuyết dày", "Frosts up", "khong-lanh", (RF,)),
    ("khong-vat", "Không vắt", "Does not spin", "khong-vat", (WM,)),
    ("khong-cap-nuoc", "Không cấp nước", "Takes no water", "cap-nuoc", (WM,)),
    ("soc-man-hinh", "Sọc màn hình", "Lines on the screen", "man-hinh", (TV, PH)),
    ("mat-tieng", "Mất tiếng", "No sound", "am-thanh", (TV, PH)),
    ("chai-pin", "Pin nhanh hết", "Battery drains fast", "pin", (PH,)),
    ("khong-sac", "Không sạc", "Does not charge", "pin", (PH,)),
]
# Code, name, English name, whether the customer answers for it, categories.
CAUSES = [
    ("hong-bo-mach", "Hỏng bo mạch", "Faulty board", False, ()),
    ("hong-dong-co", "Động cơ cháy cuộn dây", "Motor winding burnt", False, (WM,)),
    ("hong-may-nen", "Máy nén hỏng", "Faulty compressor", False, (AC, RF)),
    ("xi-gas", "Xì ga ở mối hàn", "Refrigerant leak at a joint", False, (AC, RF)),
    ("gay-giam-chan", "Gãy giảm chấn", "Broken damper", False, (WM,)),
    ("hong-tam-nen", "Tấm nền lỗi", "Faulty panel", False, (TV,)),
    ("ho-gioang", "Gioăng cửa hở", "Door gasket leaks", False, (RF,)),
    ("ket-van", "Van cấp nước kẹt", "Inlet valve stuck", False, (WM,)),
    ("nut-ong", "Ống xả nứt", "Cracked drain hose", False, (WM,)),
    ("pin-chai", "Pin xuống cấp", "Worn battery", False, (PH,)),
    ("vao-nuoc", "Nước vào bên trong", "Water inside", True, ()),
    ("roi-vo", "Rơi, va đập", "Dropped or hit", True, ()),
]
FIXES = [
    ("thay-linh-kien", "Thay linh kiện", "Part replaced", ()),
    ("han-nap-gas", "Hàn và nạp ga", "Brazed and recharged", (AC, RF)),
    ("ve-sinh", "Vệ sinh, bảo dưỡng", "Cleaned and serviced", ()),
    ("cap-nhat", "Cập nhật phần mềm", "Software updated", (TV, PH)),
    ("sua-bo-mach", "Sửa bo mạch", "Board repaired", ()),
]


def seed_fault_codes() -> None:
    """Twenty-nine codes in both tongues."""
    FaultCode.objects.bulk_create(
        [
            *(
                _code(FaultKind.SYMPTOM, *row[:3], row[4], family=row[3])
                for row in SYMPTOMS
            ),
            *(
                _code(FaultKind.CAUSE, *row[:3], row[4], is_misuse=row[3])
                for row in CAUSES
            ),
            *(_code(FaultKind.FIX, *row) for row in FIXES),
        ]
    )


def _code(  # noqa: PLR0913 - one row of a table
    kind: FaultKind,
    code: str,
    name: str,
    name_en: str,
    categories: Iterable[Category],
    *,
    family: str = "",
    is_misuse: bool = False,
) -> FaultCode:
    return FaultCode(
        kind=kind,
        code=code,
        name=name,
        name_en=name_en,
        family=family,
        categories=[one.value for one in categories],
        is_misuse=is_misuse,
    )
