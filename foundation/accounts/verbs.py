"""What this app records, in the past tense."""

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
