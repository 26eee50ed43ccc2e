"""What this app records, in the past tense."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

STAFF_CREATED = "staff.created"
STAFF_INVITED = "staff.invited"
STAFF_RIGHTS_CHANGED = "staff.rights_changed"
STAFF_DEACTIVATED = "staff.deactivated"
STAFF_REACTIVATED = "staff.reactivated"
STAFF_SIGNED_IN = "staff.signed_in"
STAFF_PASSWORD_RESET_REQUESTED = "staff.password_reset_requested"  # noqa: S105 - a verb
STAFF_PASSWORD_SET = "staff.password_set"  # noqa: S105 - a verb
STAFF_TOTP_SET_UP = "staff.totp_set_up"
STAFF_TOTP_RESET = "staff.totp_reset"
STAFF_RECOVERY_CODE_USED = "staff.recovery_code_used"
TEAM_CREATED = "team.created"
TEAM_RENAMED = "team.renamed"
TEAM_CLOSED = "team.closed"
TEAM_REOPENED = "team.reopened"
TOKEN_CREATED = "token.created"  # noqa: S105 - a verb
TOKEN_REVOKED = "token.revoked"  # noqa: S105 - a verb
SKILL_CREATED = "skill.created"
SKILL_RENAMED = "skill.renamed"
SKILL_CLOSED = "skill.closed"
SKILL_REOPENED = "skill.reopened"
STAFF_SKILLS_SET = "staff.skills_set"
STAFF_WORK_PROFILE_SET = "staff.work_profile_set"
STAFF_TAKING_SWITCHED = "staff.taking_switched"
STAFF_SHIFTS_PLANNED = "staff.shifts_planned"
LEAVE_PLANNED = "leave.planned"
LEAVE_STARTED = "leave.started"
LEAVE_ENDED = "leave.ended"
LEAVE_CANCELLED = "leave.cancelled"

register(STAFF_CREATED, _("đã tạo tài khoản nhân viên"), icon="user-plus")
register(STAFF_INVITED, _("đã mời vào bàn làm việc"), icon="mail")
register(STAFF_RIGHTS_CHANGED, _("đã đổi quyền của nhân viên"), icon="user-cog")
register(STAFF_DEACTIVATED, _("đã khóa tài khoản nhân viên"), icon="user-x")
register(STAFF_REACTIVATED, _("đã mở lại tài khoản nhân viên"), icon="user-check")
register(STAFF_SIGNED_IN, _("đã đăng nhập"), icon="log-in")
register(STAFF_PASSWORD_RESET_REQUESTED, _("đã xin đặt lại mật khẩu"), icon="key-round")
register(STAFF_PASSWORD_SET, _("đã đặt mật khẩu"), icon="key-round")
register(STAFF_TOTP_SET_UP, _("đã cài mã 6 số"), icon="shield-check")
register(STAFF_TOTP_RESET, _("đã gỡ mã 6 số của nhân viên"), icon="shield-off")
register(STAFF_RECOVERY_CODE_USED, _("đã dùng một mã dự phòng"), icon="key-round")
register(TEAM_CREATED, _("đã lập một nhóm"), icon="users")
register(TEAM_RENAMED, _("đã đổi tên một nhóm"), icon="pencil")
register(TEAM_CLOSED, _("đã ngừng dùng một nhóm"), icon="circle-minus")
register(TEAM_REOPENED, _("đã dùng lại một nhóm"), icon="circle-plus")
register(TOKEN_CREATED, _("đã tạo một khóa API"), icon="key-round")
register(TOKEN_REVOKED, _("đã thu hồi một khóa API"), icon="circle-x")
register(SKILL_CREATED, _("đã thêm một kỹ năng"), icon="circle-plus")
register(SKILL_RENAMED, _("đã đổi tên một kỹ năng"), icon="pencil")
register(SKILL_CLOSED, _("đã ngừng dùng một kỹ năng"), icon="circle-minus")
register(SKILL_REOPENED, _("đã dùng lại một kỹ năng"), icon="circle-plus")
register(STAFF_SKILLS_SET, _("đã đặt kỹ năng của nhân viên"), icon="award")
register(STAFF_WORK_PROFILE_SET, _("đã đặt sức chứa của nhân viên"), icon="user-cog")
register(STAFF_TAKING_SWITCHED, _("đã đổi việc nhận phiếu mới"), icon="user-check")
register(STAFF_SHIFTS_PLANNED, _("đã xếp ca trực"), icon="calendar-clock")
register(LEAVE_PLANNED, _("đã xếp lịch nghỉ"), icon="calendar-off")
register(LEAVE_STARTED, _("đã bắt đầu kỳ nghỉ"), icon="calendar-off")
register(LEAVE_ENDED, _("đã kết thúc kỳ nghỉ"), icon="calendar-days")
register(LEAVE_CANCELLED, _("đã hủy lịch nghỉ"), icon="circle-x")
