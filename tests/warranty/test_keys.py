"""What the QR code on a device proves."""

import pytest
from django.test import override_settings

from warranty.keys import is_key_of, qr_path, read_qr_path, unit_key

SERIAL = "NM95-2409-004172"


def test_a_label_opens_its_own_unit_and_no_other() -> None:
    serial, key = read_qr_path(qr_path(SERIAL).split("/")[2])

    assert (serial, is_key_of(SERIAL, key.lower())) == (SERIAL, True)
    assert not is_key_of("NM95-2409-004173", key)


@pytest.mark.parametrize("key", ["", "AAAAAAAAAA", "Đ" * 10])
def test_a_key_that_nobody_printed_opens_nothing(key: str) -> None:
    assert not is_key_of(SERIAL, key)


def test_labels_outlive_the_secret_they_were_printed_under() -> None:
    with override_settings(SECRET_KEY="last year's"):
        old = unit_key(SERIAL)

    assert not is_key_of(SERIAL, old)
    with override_settings(SECRET_KEY_FALLBACKS=["last year's"]):
        assert is_key_of(SERIAL, old)
