from pathlib import Path

import pytest

from catalog.csv_records import MAX_LINE, FileError, Record, check_file, read_records


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    return path


def records(tmp_path: Path, text: str) -> list[Record]:
    path = written(tmp_path, text.encode())
    check_file(path)
    return list(read_records(path))


@pytest.mark.parametrize(
    "text",
    [
        "a;b\r\n1;2\r\n",
        "\ufeffa;b\r\n1;2\r\n",
        "a,b\n1,2\n",
        "a\tb\r1\t2\r",
        "sep=;\r\na;b\r\n1;2\r\n",
        '"a";"b"\r\n"1";"2"',
    ],
)
def test_every_flavour_gives_the_same_cells(tmp_path: Path, text: str) -> None:
    cells = [record.cells for record in records(tmp_path, text)]

    assert cells == [["a", "b"], ["1", "2"]]


def test_a_cell_may_have_line_ends_and_quotes(tmp_path: Path) -> None:
    found = records(tmp_path, 'a;b\r\n"1\r\nmore";"55"" tivi"\r\n3;4\r\n')

    assert found[1:] == [Record(2, ["1\r\nmore", '55" tivi']), Record(4, ["3", "4"])]


def test_a_quote_inside_a_bare_cell_is_a_quote(tmp_path: Path) -> None:
    assert records(tmp_path, 'a;b\n1;Tivi 55"\n')[1] == Record(2, ["1", 'Tivi 55"'])


def test_a_quote_never_closed_breaks_only_its_own_line(tmp_path: Path) -> None:
    rows = "".join(f"{n};x\n" for n in range(50))

    found = records(tmp_path, f'a;b\n"1;2\n{rows}')

    assert found[1] == Record(2, None)
    assert len(found) == 52


def test_a_quote_closed_by_the_next_row_breaks_only_its_own_line(
    tmp_path: Path,
) -> None:
    found = records(tmp_path, 'a;b\n"1;2\n3;"four"\n5;6\n')

    assert found[1:] == [
        Record(2, None),
        Record(3, ["3", "four"]),
        Record(4, ["5", "6"]),
    ]


def test_a_quote_open_at_the_end_breaks_the_last_line(tmp_path: Path) -> None:
    assert records(tmp_path, 'a;b\n1;"2')[1:] == [Record(2, None)]


def test_text_after_a_closing_quote_is_broken(tmp_path: Path) -> None:
    assert records(tmp_path, 'a;b\n"1"x;2\n3;4\n')[1:] == [
        Record(2, None),
        Record(3, ["3", "4"]),
    ]


def test_empty_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    assert records(tmp_path, "a;b\n\n;\n1;2\n")[1:] == [Record(4, ["1", "2"])]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a;b\n1;\0\n",
        "tên;b\n1;2\n".encode("utf-16"),
        "tên;b\n1;2\n".encode("utf-16-le"),
        "Nguyễn Thị Hà".encode("cp1258", "ignore") + b"\n\xca\xde",
        b"a;b\n" + b"x" * MAX_LINE,
        b"a;b\n1;" + b"y" * 30_000_000,
    ],
    ids=["empty", "nul", "utf-16", "utf-16-le", "cp1258", "long-line", "30-mb-line"],
)
def test_a_file_that_is_no_csv_in_utf8_is_refused_as_a_whole(
    tmp_path: Path, content: bytes
) -> None:
    path = written(tmp_path, content)

    with pytest.raises(FileError):
        check_file(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        check_file(tmp_path / "no.csv")
