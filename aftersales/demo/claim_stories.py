"""What happened to things in the demo shop, and how far each of their claims came."""

from typing import NamedTuple

from catalog.enums import Category

AC, WM = Category.AIR_CONDITIONER, Category.WASHING_MACHINE
RF, TV, PH = Category.REFRIGERATOR, Category.TV, Category.PHONE


class ClaimStory(NamedTuple):
    """How many days ago, of which sort, what is seen, in whose words, how far it came, and
    in how many days from today it is promised."""

    days: float
    sort: Category
    symptom: str
    words: str
    goal: str
    promised: float


STORIES = (
    ClaimStory(0.3, WM, "khong-vat", "Máy giặt không vắt. Giặt xong đồ còn sũng nước.", "submitted", 0),
    ClaimStory(1.1, AC, "khong-lanh", "Điều hòa không lạnh. Chạy cả tiếng vẫn nóng.", "visit", 1),
    ClaimStory(0.5, TV, "soc-man-hinh", "Tivi sọc dọc. Mới bật lên là sọc.", "received", 6),
    ClaimStory(1.4, PH, "khong-sac", "Điện thoại không sạc. Cắm cả đêm vẫn 5%.", "diagnosing", 3),
    ClaimStory(2.2, RF, "khong-lanh", "Tủ lạnh không lạnh ngăn mát. Đồ ăn hỏng hết.", "quoted", 4),
    ClaimStory(2.6, WM, "keu-rung", "Máy giặt rung mạnh. Vắt là chạy ra giữa nhà.", "approved", 1),
    ClaimStory(5.5, AC, "bao-loi", "Điều hòa báo lỗi E5. Dàn nóng không chạy.", "waiting", 1),
    ClaimStory(9.0, TV, "khong-nguon", "Tivi không lên nguồn. Đèn đỏ nháy.", "waiting", 5),
    ClaimStory(3.2, RF, "chay-nuoc", "Tủ lạnh chảy nước. Sàn bếp ướt suốt.", "repairing", 0.2),
    ClaimStory(6.0, TV, "mat-tieng", "Tivi mất tiếng. Hình vẫn đẹp.", "at_supplier", 8),
    ClaimStory(3.8, WM, "khong-cap-nuoc", "Máy giặt không cấp nước. Chờ mãi không vào.", "testing", 2),
    ClaimStory(4.6, PH, "chai-pin", "Điện thoại nhanh hết pin. Sáng sạc trưa hết.", "ready", 1),
    ClaimStory(4.1, WM, "khong-nguon", "Máy giặt không lên nguồn. Bấm không phản ứng.", "rejected", 2),
    ClaimStory(7.3, AC, "chay-nuoc", "Điều hòa chảy nước vào phòng. Ướt cả giường.", "appealed", 3),
    ClaimStory(8.2, RF, "keu-rung", "Tủ lạnh kêu to. Đêm không ngủ được.", "replacing", 2),
    ClaimStory(8.8, PH, "soc-man-hinh", "Điện thoại sọc màn hình. Không rơi lần nào.", "refunding", 2),
    ClaimStory(12.0, WM, "khong-vat", "Máy giặt báo E3, không vắt. Sửa mãi chưa xong.", "late", -2),
    ClaimStory(15.0, TV, "soc-man-hinh", "Tivi sọc ngang. Đã xem ở cửa hàng.", "closed", -8),
    ClaimStory(20.0, WM, "chay-nuoc", "Máy giặt chảy nước ra sàn. Chỉ khi xả.", "closed", -14),
)  # fmt: skip
