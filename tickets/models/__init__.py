"""The conversation with a customer, its owner, and where it stands.

Django looks for models here; they live in the modules beside.
"""

from tickets.models.calls import CallTask
from tickets.models.messages import Attachment, Message
from tickets.models.tickets import Ticket, new_access_key

__all__ = ["Attachment", "CallTask", "Message", "Ticket", "new_access_key"]
