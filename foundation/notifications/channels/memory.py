"""A way out that leads nowhere, for tests: it keeps what it was given."""

from foundation.notifications.channels.protocol import Letter


class MemoryChannel:
    """Keeps letters in `sent`; raises the errors it was told to raise first."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.errors: list[Exception] = []

    def send(self, letter: Letter) -> None:
        """Keep the letter, or raise the next error."""
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(letter)


memory = MemoryChannel()
