"""What each number counts, in words with its formula: shown at its (i) and on its list."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.slices import IN_TIME, LOAD, UNASSIGNED, WAITING
from tickets.queries_clocks import FOUR_HOURS, LATE, ONE_HOUR, SOON, TODAY

TITLES: Mapping[str, str | Promise] = {
    LATE: _("Đang trễ"),
    ONE_HOUR: _("Trễ trong 1 giờ"),
    FOUR_HOURS: _("Trong 4 giờ"),
    TODAY: _("Hôm nay"),
    SOON: _("Đang trễ và sắp trễ"),
    UNASSIGNED: _("Chưa phân công"),
    WAITING: _("Đang chờ"),
    IN_TIME: _("Đúng hẹn, 7 ngày"),
    LOAD: _("Đang làm"),
}
DEFINITIONS: Mapping[str, str | Promise] = {
    LATE: _(
        "Số phiếu có đồng hồ đang chạy đã quá hạn. Mỗi phiếu tính một lần, theo đồng hồ có "
        "hạn sớm nhất, nội bộ hay hẹn khách; đồng hồ đang dừng không tính. Thời gian trễ "
        "đếm theo giờ làm việc, với cam kết suốt ngày đêm thì đếm cả ngày lẫn đêm."
    ),
    ONE_HOUR: _(
        "Số phiếu chưa trễ mà hạn sớm nhất của đồng hồ đang chạy rơi vào 60 phút tới, "
        "theo giờ thật."
    ),
    FOUR_HOURS: _(
        "Số phiếu chưa trễ mà hạn sớm nhất của đồng hồ đang chạy rơi vào 4 giờ tới, theo "
        "giờ thật; gồm cả những phiếu trong 1 giờ."
    ),
    TODAY: _(
        "Số phiếu chưa trễ mà hạn sớm nhất của đồng hồ đang chạy rơi vào trước 24:00 hôm "
        "nay, theo giờ thật."
    ),
    SOON: _(
        "Số phiếu có đồng hồ đang chạy đã quá hạn, hoặc có hạn trong 60 phút tới. Trễ lâu "
        "nhất đứng trước."
    ),
    UNASSIGNED: _(
        "Số phiếu mới, đang xử lý hoặc đang chờ mà chưa có người phụ trách. Tuổi đếm từ "
        "lúc phiếu được mở, theo giờ làm việc."
    ),
    WAITING: _("Số phiếu đang ở trạng thái chờ, theo bên mà phiếu chờ."),
    IN_TIME: _(
        "Số cam kết giữ đúng hạn chia cho số cam kết đã ngã ngũ trong 7 ngày qua, tính cả "
        "hôm nay. Ngã ngũ là kết thúc đúng hẹn, kết thúc trễ, hoặc đã trễ mà chưa xong: để "
        "phiếu trễ nằm đó vẫn bị tính. Tính cho nhóm giữ phiếu lúc đồng hồ kết thúc. Đồng "
        "hồ bị hủy giữa chừng không tính."
    ),
    LOAD: _(
        "Số phiếu mà nhân viên của nhóm đang làm: đồng hồ xử lý nội bộ đang chạy; phiếu "
        "không có đồng hồ này thì theo trạng thái mới hoặc đang xử lý. Sau dấu gạch là số "
        "phiếu các nhân viên gánh được cùng lúc."
    ),
}
