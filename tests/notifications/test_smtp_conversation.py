"""A real conversation over a real socket, with a server of twenty lines."""

import socketserver
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from threading import Thread
from typing import Any

import pytest

from foundation.notifications.channels import smtp
from foundation.notifications.channels.protocol import (
    Letter,
    PermanentError,
    TemporaryError,
)

LETTER = Letter(
    message_id="<abc@cskh.example>",
    address="ha@thu.example",
    name="Hà\r\nBcc: thief@evil.example",
    subject="Phiếu TK-1 đã xử lý",
    text="Chào chị Hà.\n.\nDòng sau dấu chấm.\n",
)


class Conversation(socketserver.StreamRequestHandler):
    """Says yes to everything, but for what the server was told to answer."""

    def handle(self) -> None:
        server: Any = self.server
        self.say("220 ready")
        for line in self.rfile:
            command = line.split(b" ")[0].strip().upper().decode()
            server.heard.append(line.strip().decode())
            if command == "DATA" and command not in server.answers:
                self.say("354 go on")
                server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if server.answers.get(command) == "drop":
                return
            self.say(server.answers.get(command, "250 fine"))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


Serve = Callable[..., Any]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server; its `.channel` leads there, `.letters` is what it took."""
    running: list[Any] = []

    def start(**answers: str) -> Any:
        server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        server.daemon_threads = True
        server.answers, server.letters, server.heard = answers, [], []
        server.channel = smtp.SmtpChannel(
            f"smtp://127.0.0.1:{server.server_address[1]}"
        )
        Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def test_a_letter_arrives_whole_and_at_one_recipient(serve: Serve) -> None:
    server = serve()

    server.channel.send(LETTER)

    (raw,) = server.letters
    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["Message-ID"] == "<abc@cskh.example>"
    assert mail["Subject"].strip() == "Phiếu TK-1 đã xử lý"
    assert "Dòng sau dấu chấm." in mail.get_content()
    recipients = [line for line in server.heard if line.upper().startswith("RCPT")]
    assert recipients == ["rcpt TO:<ha@thu.example>"]


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"RCPT": "550 nobody here"}, PermanentError),
        ({"RCPT": "451 later"}, TemporaryError),
        ({"DATA": "554 spam"}, PermanentError),
        ({"DATA": "452 full"}, TemporaryError),
        ({"DATA": "drop"}, TemporaryError),
        ({"MAIL": "drop"}, TemporaryError),
        ({"EHLO": "drop", "HELO": "drop"}, TemporaryError),
    ],
    ids=str,
)
def test_each_refusal_is_understood(
    serve: Serve, answers: dict[str, str], wanted: type[Exception]
) -> None:
    server = serve(**answers)

    with pytest.raises(wanted):
        server.channel.send(LETTER)


def test_a_server_that_is_not_there_is_a_reason_to_try_again() -> None:
    with pytest.raises(TemporaryError):
        smtp.SmtpChannel("smtp://127.0.0.1:1").send(LETTER)


def test_a_server_that_hangs_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    with socketserver.TCPServer(("127.0.0.1", 0), Conversation) as mute:
        channel = smtp.SmtpChannel(f"smtp://127.0.0.1:{mute.server_address[1]}")

        with pytest.raises(TemporaryError):
            channel.send(LETTER)
