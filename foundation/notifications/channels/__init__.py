"""The ways out: which one a message takes in this installation.

Network calls of the house stand in this package and nowhere else, each with a time-out.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from foundation.notifications.channels.file_store import FileStore
from foundation.notifications.channels.protocol import Sender
from foundation.notifications.channels.sms import SmsChannel
from foundation.notifications.channels.smtp import SmtpChannel
from foundation.notifications.enums import Channel


def sender_for(channel: str) -> Sender:
    """What carries messages of `channel` here.

    MESSAGE_CHANNELS, by channel, names another sender by dotted path; tests use it.
    """
    named: dict[str, str] = getattr(settings, "MESSAGE_CHANNELS", {})
    if channel in named:
        sender: Sender = import_string(named[channel])
        return sender
    if channel == Channel.SMS:
        return SmsChannel()
    if settings.SMTP_URL:
        return SmtpChannel(settings.SMTP_URL)
    return FileStore(settings.DATA_DIR / "outbox")
