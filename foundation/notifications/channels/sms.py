"""Outgoing SMS, by whichever provider the installation names."""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from foundation.notifications.channels.protocol import Letter, PermanentError


class SmsProvider(Protocol):
    """A company that delivers SMS. SMS_PROVIDER is the dotted path of its class."""

    def send(self, phone: str, text: str, reference: str) -> None:
        """Deliver `text` to an E.164 number, or raise TemporaryError or PermanentError.

        The same `reference` twice is the same SMS.
        """


class DemoProvider:
    """Delivers nothing: in demo mode the words are read in the desk's message list."""

    def send(self, phone: str, text: str, reference: str) -> None:
        """Nothing to do."""


class SmsChannel:
    """Hands letters to the provider."""

    def send(self, letter: Letter) -> None:
        """Text the recipient; PermanentError where no provider is configured."""
        _provider().send(letter.address, letter.text.strip(), letter.message_id)


def _provider() -> SmsProvider:
    if settings.SMS_PROVIDER:
        provider: SmsProvider = import_string(settings.SMS_PROVIDER)()
        return provider
    if settings.DEMO:
        return DemoProvider()
    raise PermanentError("no SMS provider is configured")
