"""Telephone numbers: any way a person writes one in, E.164 inside."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from foundation.core.errors import PhoneError

HOME_REGION = "VN"
# Digits and what people put between them. Letters would let an extension or a vanity
# number through, which the library is glad to read.
PHONE_SHAPE = re.compile(r"\+?[0-9 ().\-/]+")
DASHES = re.compile("[\u2010-\u2015\u2212]")
MAX_LENGTH = 32  # the longest number is 15 digits; more is not a number
MOBILE_TYPES = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


def parse_phone(raw: str) -> str:
    """The E.164 form of a number as a person in Vietnam writes it, or PhoneError."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", raw)).strip()
    if len(text) > MAX_LENGTH or not PHONE_SHAPE.fullmatch(text):
        raise PhoneError
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise PhoneError from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneError
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_mobile(phone: str) -> bool:
    """Whether a text message can reach this E.164 number."""
    return phonenumbers.number_type(phonenumbers.parse(phone)) in MOBILE_TYPES


def pretty(phone: str) -> str:
    """An E.164 number as people write it: 0903 442 218; abroad with the country's code."""
    number = phonenumbers.parse(phone)
    at_home = phonenumbers.region_code_for_number(number) == HOME_REGION
    shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)
