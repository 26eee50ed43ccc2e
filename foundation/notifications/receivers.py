"""What happened below that owes somebody a message."""

from django.utils.translation import gettext_lazy as _

from foundation.accounts import verbs as account_verbs
from foundation.accounts.models import User
from foundation.accounts.queries import INVITATION, RESET, password_link
from foundation.core.refs import ref
from foundation.events.models import Event
from foundation.events.registry import on
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel
from foundation.notifications.labels import register
from foundation.notifications.notice_mail import TEMPLATE as NOTICES
from foundation.notifications.recipients import Recipient

INVITE, NEW_PASSWORD = "staff-invitation", "password-reset"
register(INVITE, _("Mời nhân viên"))
register(NEW_PASSWORD, _("Đặt lại mật khẩu"))
# Here, since this module is loaded wherever messages are listed.
register(NOTICES, _("Nhắc việc cho nhân viên"))


@on(account_verbs.STAFF_INVITED)
def invite_to_desk(event: Event) -> None:
    """Send a new member of staff the link at which to choose a password."""
    _send_password_link(INVITE, event, purpose=INVITATION)


@on(account_verbs.STAFF_PASSWORD_RESET_REQUESTED)
def send_password_reset(event: Event) -> None:
    """Send the link at which to choose another password."""
    _send_password_link(NEW_PASSWORD, event, purpose=RESET)


def _send_password_link(template: str, event: Event, *, purpose: str) -> None:
    user = User.objects.get(pk=event.subject_id)
    queue_message(
        template,
        to=Recipient(user.name, ((Channel.EMAIL, str(user.email)),), user.locale),
        about=ref(user),
        dedupe_key=f"{template}:{event.key}",
        context={"link_path": password_link(user, purpose), "email": user.email},
        is_secret=True,
    )
