"""The dialogs of what a customer gets besides a repair: words and forms."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from desk import claim_remedy_forms as remedies
from desk.claim_asked import Asked

REMEDIES: Mapping[str, Asked] = {
    "loaner_answer": Asked(
        remedies.LoanerAnswerForm,
        _("Khách không mượn máy"),
        _("Ghi lại"),
        "hand-helping",
        _("Đã ghi thỏa thuận với khách."),
        _("Luật bắt buộc hỏi khách trước khi sửa."),
    ),
    "lend": Asked(
        remedies.LendForm,
        _("Cho mượn máy"),
        _("Giao máy mượn"),
        "hand-helping",
        _("Đã giao máy mượn."),
        _("Hồ sơ chỉ đóng được khi máy mượn đã về."),
    ),
    "take_loaner_back": Asked(
        remedies.LoanerBackForm,
        _("Nhận lại máy mượn"),
        _("Đã nhận lại"),
        "hand-helping",
        _("Đã nhận lại máy mượn."),
    ),
    "reject": Asked(
        remedies.RejectForm,
        pgettext_lazy("verb", "Từ chối bảo hành"),
        pgettext_lazy("verb", "Từ chối"),
        "shield-x",
        _("Đã từ chối, khách được báo lý do và cách khiếu nại."),
        _("Khách đọc được lý do, điều của chính sách và cách khiếu nại."),
    ),
    "appeal": Asked(
        remedies.AppealForm,
        _("Khách khiếu nại"),
        _("Ghi khiếu nại"),
        "scale",
        _("Đã ghi khiếu nại của khách."),
    ),
    "decide_appeal": Asked(
        remedies.DecideAppealForm,
        _("Trả lời khiếu nại"),
        _("Gửi trả lời"),
        "scale",
        _("Đã trả lời khiếu nại."),
    ),
    "decide_alarm": Asked(
        remedies.AlarmForm,
        _("Quyết định quyền của khách"),
        _("Lưu quyết định"),
        "gavel",
        _("Đã quyết định."),
        _("Khách được chọn đổi máy hoặc lấy lại tiền. Quyết định không sửa lại được."),
    ),
    "replace": Asked(
        remedies.ReplaceForm,
        pgettext_lazy("claim", "Đổi máy"),
        _("Quyết định đổi"),
        "replace",
        _("Đã quyết định đổi máy."),
        _("Không sửa nữa và không thu tiền."),
    ),
    "give": Asked(
        remedies.GiveForm,
        _("Chọn máy đổi"),
        _("Đổi sang máy này"),
        "replace",
        _("Đã đổi máy, chờ khách tới lấy."),
        _("Máy cũ bị khóa số. Bảo hành theo máy mới, tính lại từ ngày khách nhận."),
    ),
    "refund": Asked(
        remedies.RefundForm,
        _("Hoàn tiền"),
        _("Quyết định hoàn"),
        "banknote",
        _("Đã quyết định hoàn tiền. Người khác chi ở mục Thu chi."),
        _("Nhiều nhất bằng số khách đã trả khi mua. Người khác phải chi."),
    ),
    "goodwill": Asked(
        remedies.GoodwillForm,
        _("Giảm thiện chí"),
        _("Cửa hàng trả thay"),
        "gift",
        _("Đã trừ vào ngân sách thiện chí."),
        _("Trừ vào ngân sách thiện chí của tháng. Báo giá đang chờ được rút lại."),
    ),
    "to_supplier": Asked(
        remedies.ToSupplierForm,
        _("Gửi hãng sửa"),
        _("Gửi đi"),
        "truck",
        _("Đã ghi gửi hãng."),
        _("Với khách, cửa hàng vẫn chịu trách nhiệm và giữ ngày hẹn."),
    ),
    "from_supplier": Asked(
        remedies.FromSupplierForm,
        _("Nhận lại từ hãng"),
        _("Đã nhận lại"),
        "truck",
        _("Đã nhận lại máy từ hãng."),
    ),
}
