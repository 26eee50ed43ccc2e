"""What is asked before something is done with a claim: words and form of every dialog.

Which of them make sense is `warranty.claim_deeds`; what they do is `desk.claim_runs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from desk import claim_bench_forms as bench, claim_forms as counter
from desk.claim_asked import Asked
from desk.claim_remedy_dialogs import REMEDIES
from warranty.claim_deeds import Deed


@dataclass(frozen=True, slots=True)
class ClaimDialog:
    """A deed that is offered now, with its words."""

    deed: Deed
    asked: Asked

    @property
    def verb(self) -> str:
        """Its name in addresses."""
        return self.deed.verb

    @property
    def is_main(self) -> bool:
        """Whether it is the next step."""
        return self.deed.is_main


COUNTER: Mapping[str, Asked] = {
    "submit": Asked(
        counter.PlainClaimForm,
        _("Gửi hồ sơ"),
        _("Gửi hồ sơ"),
        "send",
        _("Đã gửi hồ sơ, bảo hành được xét theo hôm nay."),
        _("Bảo hành của máy được xét theo chính sách của hôm nay."),
    ),
    "receive": Asked(
        counter.ReceiveForm,
        _("Nhận máy"),
        _("Nhận máy và in phiếu"),
        "package-check",
        _("Đã nhận máy. In phiếu nhận cho khách."),
        _("Khách cầm phiếu có ngày hẹn trả. Hạn bảo hành dừng từ hôm nay."),
    ),
    "visit": Asked(
        counter.VisitForm,
        _("Hẹn tới nhà"),
        _("Hẹn lịch"),
        "calendar-clock",
        _("Đã hẹn lịch tới nhà khách."),
    ),
    "assign": Asked(
        counter.AssignForm,
        _("Giao kỹ thuật viên"),
        _("Giao việc"),
        "user-check",
        _("Đã giao việc."),
    ),
    "hurry": Asked(
        counter.HurryForm,
        _("Mức gấp"),
        _("Đổi mức gấp"),
        "chevrons-up",
        _("Đã đổi mức gấp."),
        _(
            "Gấp thì đứng trước ở bàn sửa, và linh kiện về được giữ cho hồ sơ này trước."
        ),
    ),
    "promise": Asked(
        counter.PromiseForm,
        _("Hẹn lại ngày trả"),
        _("Hẹn lại"),
        "calendar-clock",
        _("Đã hẹn lại ngày trả."),
        _("Ngày trên phiếu nhận vẫn giữ, và vẫn tính cho quyền lợi của khách."),
    ),
    "answer": Asked(
        counter.AnswerForm,
        _("Khách trả lời báo giá"),
        _("Ghi câu trả lời"),
        "message-square-text",
        _("Đã ghi câu trả lời của khách."),
    ),
    "pay": Asked(
        counter.PayForm, _("Thu tiền"), _("Đã thu tiền"), "banknote", _("Đã thu tiền.")
    ),
    "hand_back": Asked(
        counter.HandBackForm,
        _("Trả máy"),
        _("Trả máy cho khách"),
        "hand",
        _("Đã trả máy cho khách."),
        _("Hạn bảo hành chạy tiếp, cộng những ngày máy ở đây."),
    ),
    "withdraw": Asked(
        counter.ReasonForm,
        _("Khách rút yêu cầu"),
        _("Rút yêu cầu"),
        "undo-2",
        _("Đã ghi khách rút yêu cầu."),
        _("Không làm gì thêm và không thu tiền. Máy ở đây thì chờ khách tới lấy."),
    ),
    "close": Asked(
        counter.PlainClaimForm,
        _("Đóng hồ sơ"),
        _("Đóng hồ sơ"),
        "circle-check",
        _("Đã đóng hồ sơ."),
    ),
}
BENCH: Mapping[str, Asked] = {
    "begin": Asked(
        bench.BeginForm,
        _("Bắt đầu kiểm tra"),
        _("Bắt đầu kiểm tra"),
        "search",
        _("Đã bắt đầu kiểm tra."),
    ),
    "begin_again": Asked(
        bench.BeginForm,
        _("Kiểm tra lại từ đầu"),
        _("Kiểm tra lại"),
        "rotate-ccw",
        _("Đã mở lại việc kiểm tra."),
        _("Báo giá đang chờ được rút lại, linh kiện đã giữ được nhả ra."),
    ),
    "diagnose": Asked(
        bench.DiagnoseForm,
        _("Kết luận lỗi"),
        _("Lưu kết luận"),
        "stethoscope",
        _("Đã ghi kết luận."),
    ),
    "no_fault": Asked(
        counter.ReasonForm,
        _("Trả lại vì không thấy lỗi"),
        _("Không thấy lỗi"),
        "circle-check",
        _("Máy sẵn sàng trả lại, khách không phải trả tiền."),
        _("Các khoản đã ghi được bỏ. Lần này không tính là một lần sửa."),
    ),
    "add_part": Asked(
        bench.PartForm,
        _("Thêm linh kiện"),
        _("Thêm"),
        "package-plus",
        _("Đã thêm linh kiện."),
        _(
            "Chỉ hiện linh kiện lắp được cho máy này. Cái nào đã hết thì hiện thêm linh"
            " kiện thay thế còn hàng."
        ),
    ),
    "add_cost": Asked(
        bench.CostForm,
        _("Thêm công, đi lại, phí"),
        _("Thêm"),
        "plus",
        _("Đã thêm khoản."),
    ),
    "drop_line": Asked(
        bench.DropForm, _("Bỏ một khoản"), _("Bỏ khoản này"), "minus", _("Đã bỏ khoản.")
    ),
    "share_line": Asked(
        bench.ShareForm,
        _("Chia lại phần trả"),
        _("Chia lại"),
        "percent",
        _("Đã chia lại phần trả."),
        _("Lý do và tên người quyết định đứng cùng khoản này."),
    ),
    "quote": Asked(
        bench.QuoteForm,
        _("Gửi báo giá"),
        _("Gửi cho khách"),
        "receipt-text",
        _("Đã gửi báo giá cho khách."),
        _("Khách đọc đúng những dòng dưới đây, kèm đường dẫn và mã để trả lời."),
    ),
    "approve": Asked(
        bench.ApproveForm,
        _("Duyệt sửa"),
        _("Duyệt sửa"),
        "check-check",
        _("Đã duyệt. Linh kiện được giữ cho hồ sơ này."),
    ),
    "start": Asked(
        counter.PlainClaimForm,
        _("Bắt đầu sửa"),
        _("Bắt đầu sửa"),
        "wrench",
        _("Đã bắt đầu sửa."),
    ),
    "fit_part": Asked(
        bench.FitForm,
        _("Lắp linh kiện"),
        _("Đã lắp"),
        "package-check",
        _("Đã ghi linh kiện lắp vào."),
        _("Linh kiện cũ vào kho hàng hỏng, hai số cùng lưu lại."),
    ),
    "finish": Asked(
        bench.FinishForm,
        _("Sửa xong"),
        _("Chuyển kiểm tra lại"),
        "wrench",
        _("Đã chuyển cho người khác kiểm tra lại."),
    ),
    "test": Asked(
        bench.TestForm,
        _("Kiểm tra lại"),
        _("Lưu kết quả"),
        "clipboard-check",
        _("Đã ghi kết quả kiểm tra."),
    ),
}
ASKED: dict[str, Asked] = {**COUNTER, **BENCH, **REMEDIES}


def dialogs_of(deeds: list[Deed]) -> list[ClaimDialog]:
    """The deeds that are offered, with their words."""
    return [ClaimDialog(deed, ASKED[deed.verb]) for deed in deeds if deed.verb in ASKED]
