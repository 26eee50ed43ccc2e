from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from foundation.core import formats

# A Friday, 15:00 in Ho Chi Minh City.
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_date_is_the_day_in_vietnam_not_in_utc() -> None:
    late = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)

    assert formats.vndate(late) == "21/11/2026"


def test_a_plain_date_is_written_as_people_write_it() -> None:
    assert formats.vndate(date(2026, 3, 5)) == "05/03/2026"


def test_a_time_stands_behind_its_date() -> None:
    assert formats.vndatetime(NOW) == "20/11/2026, 15:00"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 20, 3, 58, tzinfo=UTC), "10:58"),
        (datetime(2026, 11, 19, 17, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 11, 19, 16, 59, tzinfo=UTC), "Hôm qua"),
        (datetime(2026, 11, 18, 3, 0, tzinfo=UTC), "18/11"),
        (datetime(2025, 11, 18, 3, 0, tzinfo=UTC), "18/11/2025"),
    ],
)
def test_a_list_shows_as_little_of_a_time_as_tells_it(at: datetime, words: str) -> None:
    assert formats.clock(at, NOW) == words


def test_a_timeline_always_shows_the_time() -> None:
    today = datetime(2026, 11, 20, 3, 58, tzinfo=UTC)
    yesterday = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)

    assert formats.moment(today, NOW) == "10:58"
    assert formats.moment(yesterday, NOW) == "Hôm qua, 17:05"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 20, 3, 58, tzinfo=UTC), "10:58"),
        (datetime(2026, 11, 19, 10, 5, tzinfo=UTC), "19/11,\u00a017:05"),
        (datetime(2026, 11, 23, 1, 30, tzinfo=UTC), "23/11,\u00a008:30"),
        (datetime(2025, 11, 18, 3, 0, tzinfo=UTC), "18/11/2025,\u00a010:00"),
    ],
)
def test_a_due_time_names_its_day_unless_it_is_today(at: datetime, words: str) -> None:
    assert formats.due(at, NOW) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=10), "10 phút trước"),
        (timedelta(hours=3), "3 giờ trước"),
        (timedelta(days=2), "2 ngày trước"),
        (timedelta(days=40), "11/10/2026"),
    ],
)
def test_how_long_ago_is_told_in_words(since: timedelta, words: str) -> None:
    assert formats.ago(NOW - since, NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words", "long"),
    [
        (20, "dưới 1 ph", "dưới 1 ph"),
        (35 * 60, "35 ph", "35 phút"),
        (2 * 3600 + 46 * 60, "2 g 46", "2 giờ 46"),
        (6 * 3600 + 5 * 60, "6 g 05", "6 giờ 05"),
        (6 * 3600, "6 g", "6 giờ"),
        (8 * 3600, "1 ngày", "1 ngày"),
        (17 * 3600, "2 ngày", "2 ngày"),
    ],
)
def test_working_time_is_told_in_words(seconds: int, words: str, long: str) -> None:
    assert formats.duration(timedelta(seconds=seconds)) == words
    assert formats.duration_long(seconds) == long


def test_a_size_has_a_decimal_comma() -> None:
    sizes = [formats.file_size(n) for n in (820, 34_816, 2_516_582)]

    assert sizes == ["820 B", "34 KB", "2,4 MB"]


def test_nothing_is_written_as_nothing() -> None:
    functions = (formats.vndate, formats.vndatetime, formats.clock, formats.moment)

    assert [write(None) for write in functions] == ["", "", "", ""]
    assert formats.duration(None) == formats.ago(None) == formats.file_size(None) == ""


def test_a_number_is_grouped_as_people_say_it() -> None:
    assert formats.phone("+84903442218") == "0903 442 218"
    assert formats.phone("0903-442") == "0903-442"


def test_a_masked_number_keeps_head_and_tail() -> None:
    assert formats.phone_masked("+84903442218") == "0903 ··· 218"


def test_a_short_number_shows_its_tail_only() -> None:
    assert formats.phone_masked("1800") == "··· 800"


def test_words_of_time_follow_the_language() -> None:
    with translation.override("vi"):
        assert formats.clock(NOW - timedelta(days=1), NOW) == "Hôm qua"
