from email import message_from_bytes, policy
from pathlib import Path
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from typing import Any

import pytest

from foundation.notifications.channels import sender_for, smtp
from foundation.notifications.channels.file_store import FileStore
from foundation.notifications.channels.mail import email_of
from foundation.notifications.channels.protocol import (
    Letter,
    PermanentError,
    TemporaryError,
)
from foundation.notifications.channels.smtp import SmtpChannel, options_from


def letter(**fields: Any) -> Letter:
    values = {
        "message_id": "<abc@cskh.example>",
        "address": "ha@thu.example",
        "name": "Nguyễn Thu Hà",
        "subject": "Phiếu TK-1",
        "text": "Chào chị.\n",
    }
    return Letter(**{**values, **fields})


def body_of(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def test_a_letter_carries_its_message_id_and_says_that_a_machine_wrote_it() -> None:
    email = email_of(letter(request_id="r-1")).message()

    assert email["Message-ID"] == "<abc@cskh.example>"
    assert email["Auto-Submitted"] == "auto-generated"
    assert email["X-Request-Id"] == "r-1"


def test_what_a_person_wrote_is_not_called_automatic() -> None:
    assert email_of(letter(is_automatic=False)).message()["Auto-Submitted"] is None


@pytest.mark.parametrize(
    "name",
    [
        "Hà\r\nBcc: thief@evil.example",
        "Hà, thief@evil.example",
        '"Hà" <thief@evil.example>',
    ],
)
def test_a_name_cannot_add_a_recipient(name: str) -> None:
    email = email_of(letter(name=name))

    sent = message_from_bytes(email.message().as_bytes(), policy=policy.default)
    (to,) = sent["To"].addresses
    assert to.addr_spec == "ha@thu.example"
    assert sent["Bcc"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "a\r\nBcc: thief@evil.example"},
        {"address": "ha@thu.example\nBcc: thief@evil.example"},
    ],
)
def test_a_header_with_a_line_break_is_refused_for_good(fields: dict[str, str]) -> None:
    with pytest.raises(PermanentError):
        email_of(letter(**fields))


def test_the_file_store_keeps_one_file_however_often_a_letter_is_sent(
    tmp_path: Path,
) -> None:
    store = FileStore(tmp_path / "outbox")

    store.send(letter())
    store.send(letter())

    (path,) = (tmp_path / "outbox").iterdir()
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name == "abc_cskh.example.eml"
    assert body_of(mail) == "Chào chị.\n"
    assert mail["To"].addresses[0].display_name == "Nguyễn Thu Hà"


def test_a_message_id_cannot_lead_out_of_the_file_store(tmp_path: Path) -> None:
    FileStore(tmp_path / "outbox").send(letter(message_id="<../../x@y>"))

    assert [path.parent.name for path in tmp_path.rglob("*.eml")] == ["outbox"]


def test_a_full_disk_is_a_reason_to_try_again(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("not a folder")

    with pytest.raises(TemporaryError):
        FileStore(tmp_path / "outbox").send(letter())


def test_an_smtp_url_names_the_server() -> None:
    options = options_from("smtp://shop%40x:p%3Aw@mail.example:587?tls=1")

    assert options == {
        "host": "mail.example",
        "port": 587,
        "username": "shop@x",
        "password": "p:w",
        "use_ssl": False,
        "use_tls": True,
    }


def test_smtps_is_encrypted_from_the_first_byte() -> None:
    options = options_from("smtps://mail.example")

    assert (options["port"], options["use_ssl"], options["use_tls"]) == (
        465,
        True,
        False,
    )


class Server:
    """An SMTP backend that answers with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_messages(self, emails: list[Any]) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (SMTPRecipientsRefused({"ha@thu.example": (550, b"unknown")}), PermanentError),
        (SMTPRecipientsRefused({"ha@thu.example": (451, b"greylist")}), TemporaryError),
        (SMTPDataError(552, b"too large"), PermanentError),
        (SMTPDataError(452, b"full"), TemporaryError),
        (SMTPAuthenticationError(535, b"who are you"), TemporaryError),
        (SMTPConnectError(554, b"no"), TemporaryError),
        (SMTPServerDisconnected("gone"), TemporaryError),
        (TimeoutError("slow"), TemporaryError),
        (ConnectionRefusedError("closed"), TemporaryError),
    ],
    ids=lambda value: getattr(value, "__name__", None) or repr(value)[:40],
)
def test_only_a_final_no_about_this_letter_is_permanent(
    monkeypatch: pytest.MonkeyPatch, error: Exception, wanted: type[Exception]
) -> None:
    monkeypatch.setattr(smtp, "get_connection", lambda *a, **k: Server(error))

    with pytest.raises(wanted):
        SmtpChannel("smtp://mail.example").send(letter())


def test_without_a_provider_an_sms_cannot_be_sent(settings: Any) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    with pytest.raises(PermanentError):
        sender_for("sms").send(letter(address="+84903442218"))


def test_in_demo_mode_an_sms_counts_as_sent(settings: Any) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", True

    sender_for("sms").send(letter(address="+84903442218"))


class Telco:
    """A provider that notes what it got."""

    sent: list[tuple[str, str, str]] = []

    def send(self, phone: str, text: str, reference: str) -> None:
        self.sent.append((phone, text, reference))


def test_a_provider_gets_number_text_and_reference(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Telco, "sent", [])
    settings.SMS_PROVIDER = f"{__name__}.Telco"

    sender_for("sms").send(letter(address="+84903442218"))

    assert Telco.sent == [("+84903442218", "Chào chị.", "<abc@cskh.example>")]


def test_mail_goes_by_smtp_where_a_server_is_named(settings: Any) -> None:
    settings.SMTP_URL = "smtp://mail.example"

    assert isinstance(sender_for("email"), SmtpChannel)


def test_mail_goes_to_files_where_no_server_is_named(settings: Any) -> None:
    settings.SMTP_URL = ""

    assert isinstance(sender_for("email"), FileStore)
