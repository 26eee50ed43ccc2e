from datetime import UTC, datetime

import pytest

from catalog.cells import CellError, count_of, dong_of, moment_of


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("8990000", 8_990_000),
        ("8.990.000", 8_990_000),
        ("8,990,000", 8_990_000),
        ("8.990.000 ₫", 8_990_000),
        ("8.990.000đ", 8_990_000),
        ("8 990 000 VND", 8_990_000),
        ("8990000.00", 8_990_000),
        ("8.990.000,00", 8_990_000),
        ("8,990,000.0", 8_990_000),
        ("8.990", 8_990),
        ("0", 0),
        ('="500000"', 500_000),
    ],
)
def test_an_amount_is_read_however_it_is_grouped(cell: str, amount: int) -> None:
    assert dong_of(cell) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "", "8,99 triệu", "-500000", "8990.5", "8.99", "1.2.3", "8.990,000", "1e6",
        "٣٠", "NaN", "9" * 41, "8.9900.000", "=1+1",
    ],
)  # fmt: skip
def test_what_is_no_whole_amount_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        dong_of(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("20/11/2026", datetime(2026, 11, 19, 17, tzinfo=UTC)),
        ("9/1/2026", datetime(2026, 1, 8, 17, tzinfo=UTC)),
        ("09-01-2026", datetime(2026, 1, 8, 17, tzinfo=UTC)),
        ("20.11.2026 09:30", datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),
        ("20/11/2026 9:30:15", datetime(2026, 11, 20, 2, 30, 15, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 17, tzinfo=UTC)),
        ("2026-11-20 09:30", datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00Z", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00+07:00", datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),
        ("46346", datetime(2026, 11, 19, 17, tzinfo=UTC)),
        ("46346.4375", datetime(2026, 11, 20, 3, 30, tzinfo=UTC)),
        ("46346,395833333", datetime(2026, 11, 20, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_day_is_read_in_every_custom(cell: str, moment: datetime) -> None:
    assert moment_of(cell) == moment


@pytest.mark.parametrize(
    "cell",
    [
        "", "hôm qua", "31/02/2026", "12/31/2026", "2026-13-01", "20/11/26", "99999",
        "1999-12-31", "2101-01-01", "20/11-2026", "2026-11-20T99:00", "1" * 50,
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        moment_of(cell)


@pytest.mark.parametrize("cell", ["", "hai", "1,5", "-1", "1/2"])
def test_what_is_no_count_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        count_of(cell)
