"""What two texts do not share, word by word."""

import pytest
from hypothesis import given, strategies as st

from warranty.policy_diff import Run, word_runs

TEXTS = st.text(alphabet="ab \n.", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("", "", []),
        ("Mọi máy.", "Mọi máy.", [Run("same", "Mọi máy.")]),
        ("", "Mới.", [Run("new", "Mới.")]),
        ("Cũ.", "", [Run("gone", "Cũ.")]),
        (
            "Toàn máy 12 tháng.",
            "Toàn máy 24 tháng.",
            [
                Run("same", "Toàn máy "),
                Run("gone", "12 "),
                Run("new", "24 "),
                Run("same", "tháng."),
            ],
        ),
        ("một  hai", "một hai", [Run("same", "một hai")]),
        (
            "Máy giặt, từ 01/07/2025.",
            "Máy giặt và máy sấy, từ 01/08/2025.",
            [
                Run("same", "Máy giặt "),
                Run("new", "và máy sấy"),
                Run("same", ", từ "),
                Run("gone", "01/07/2025"),
                Run("new", "01/08/2025"),
                Run("same", "."),
            ],
        ),
    ],
)
def test_words_are_told_apart(old: str, new: str, runs: list[Run]) -> None:
    assert word_runs(old, new) == runs


@given(TEXTS, TEXTS)
def test_what_stayed_and_what_came_is_the_new_text(old: str, new: str) -> None:
    runs = word_runs(old, new)

    assert "".join(run.text for run in runs if run.kind != "gone") == new


@given(TEXTS, TEXTS)
def test_what_stayed_and_what_went_has_the_words_of_the_old_text(
    old: str, new: str
) -> None:
    runs = word_runs(old, new)

    kept = "".join(run.text for run in runs if run.kind != "new")
    assert "".join(kept.split()) == "".join(old.split())
