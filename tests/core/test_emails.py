"""One address, or none."""

import pytest
from hypothesis import given, strategies as st

from foundation.core.emails import Mailbox, parse_email, parse_mailbox
from foundation.core.errors import EmailError


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("ha.nguyen@example.vn", "ha.nguyen@example.vn"),
        (" Ha.Nguyen@Example.VN ", "Ha.Nguyen@example.vn"),
        ("a+b@mail.example.com", "a+b@mail.example.com"),
        ("o'hara@example.org", "o'hara@example.org"),
        ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
        ("x@example.xn--p1ai", "x@example.xn--p1ai"),
    ],
)
def test_a_plain_address_is_taken_with_its_domain_in_lower_case(
    raw: str, parsed: str
) -> None:
    assert parse_email(raw) == parsed


NOT_ONE_ADDRESS = [
    "alice@example.org)bob@example.com",
    "alice@example.org(bob@example.com)",
    "alice@example.org,bob@example.com",
    "alice@example.org;bob@example.com",
    "alice@example.org bob@example.com",
    "alice@example.org@example.com",
    "alice@example.org\nBcc: bob@example.com",
    "alice@example.org\x00",
    '"alice"@example.org',
    "alice@[127.0.0.1]",
    "alice@127.0.0.1",
    "alice@localhost",
    "alice@-example.org",
    "alice@example..org",
    "alice@example.org.",
    ".alice@example.org",
    "ali..ce@example.org",
    "alice@",
    "@example.org",
    "alice",
    "",
    "älice@example.org",
    "alice@éxample.org",
    "alice@example.org\u202e",
    "a" * 65 + "@example.org",
    "a@" + "b." * 130 + "org",
]


@pytest.mark.parametrize("raw", NOT_ONE_ADDRESS)
def test_what_is_not_one_plain_address_is_refused(raw: str) -> None:
    with pytest.raises(EmailError):
        parse_email(raw)


@pytest.mark.parametrize("raw", NOT_ONE_ADDRESS)
def test_a_mailbox_must_hold_one_plain_address(raw: str) -> None:
    with pytest.raises(EmailError):
        parse_mailbox(f"Alice <{raw}>")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("alice@example.org", ""),
        ("<alice@example.org>", ""),
        ("Alice <alice@example.org>", "Alice"),
        ("Nguyễn Thị Hà <alice@example.org>", "Nguyễn Thị Hà"),
        ('"Hà, Nguyễn" <alice@example.org>', "Hà, Nguyễn"),
        ('"Say \\"hi\\"" <alice@example.org>', 'Say "hi"'),
    ],
)
def test_a_mailbox_is_an_address_with_or_without_a_name(raw: str, name: str) -> None:
    assert parse_mailbox(raw) == Mailbox(name, "alice@example.org")


@pytest.mark.parametrize(
    "raw",
    [
        "bob@example.com <alice@example.org>",
        "Bob, Carol <alice@example.org>",
        "<bob@example.com> <alice@example.org>",
        "<bob@example.com>, <alice@example.org>",
        "Alice < alice@example.org>",
        '"Alice <alice@example.org>',
        '"a"b" <alice@example.org>',
        "Alice (work) <alice@example.org>",
        "Alice alice@example.org>",
        "Alice\x00 <alice@example.org>",
        "=?x" * 400 + " <alice@example.org>",
    ],
)
def test_a_header_that_names_more_than_one_thing_is_refused(raw: str) -> None:
    with pytest.raises(EmailError):
        parse_mailbox(raw)


@given(st.text(max_size=80))
def test_any_text_is_a_mailbox_or_a_refusal(raw: str) -> None:
    try:
        mailbox = parse_mailbox(raw)
    except EmailError:
        return

    assert parse_email(mailbox.address) == mailbox.address
