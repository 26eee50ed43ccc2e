"""What happens to messages."""

MESSAGE_SENT = "message.sent"
MESSAGE_UNDELIVERABLE = "message.undeliverable"
MESSAGE_RESENT = "message.resent"
MESSAGE_CANCELLED = "message.cancelled"
MESSAGES_HELD = "message.held"
MESSAGES_RELEASED = "message.released"
