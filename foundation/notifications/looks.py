"""How the states of a message look: icon, word and colour."""

from collections.abc import Mapping

from foundation.core.tones import Look
from foundation.notifications.enums import Channel, MessageState

STATES: Mapping[str, Look] = {
    MessageState.OWED: Look(MessageState.OWED.label, "clock", "line"),
    MessageState.SENDING: Look(MessageState.SENDING.label, "send", "info"),
    MessageState.SENT: Look(MessageState.SENT.label, "check", "ok"),
    MessageState.FAILED: Look(MessageState.FAILED.label, "octagon-alert", "bad"),
    MessageState.HELD: Look(MessageState.HELD.label, "pause", "warn"),
    MessageState.CANCELLED: Look(MessageState.CANCELLED.label, "ban"),
}
CHANNELS: Mapping[str, Look] = {
    Channel.EMAIL: Look(Channel.EMAIL.label, "mail"),
    Channel.SMS: Look(Channel.SMS.label, "smartphone"),
    "": Look("", "phone-off"),
}
