"""Amounts as people type them."""

import pytest
from django import forms
from django.utils.translation import override

from foundation.core.fields import MoneyField


class Priced(forms.Form):
    """One amount, between a thousand and a million."""

    price = MoneyField(least=1_000, most=1_000_000)


def refusal(typed: str) -> str:
    """What is said to it; empty where it is taken."""
    return "".join(map(str, Priced({"price": typed}).errors.get("price", [])))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("250000", 250_000),
        ("250.000", 250_000),
        ("1.000.000", 1_000_000),
        ("250,000 ₫", 250_000),
        (" 250 000đ ", 250_000),
    ],
)
def test_a_group_of_three_zeros_is_never_lost(typed: str, amount: int) -> None:
    form = Priced({"price": typed})

    assert form.is_valid()
    assert form.cleaned_data == {"price": amount}


@pytest.mark.parametrize("typed", ["abc", "250.00", "2,5 triệu", "-250.000", "₫"])
def test_what_is_no_amount_is_refused_and_stays_in_the_field(typed: str) -> None:
    form = Priced({"price": typed})

    assert "Số tiền không đúng" in refusal(typed)
    assert f'value="{typed}"' in str(form["price"])


def test_too_much_and_too_little_are_named_as_money() -> None:
    assert refusal("999") == "Ít nhất 1.000\u00a0₫."
    assert refusal("1.000.001") == "Nhiều nhất 1.000.000\u00a0₫."


def test_nothing_is_an_amount_only_where_it_may_be_left_out() -> None:
    assert refusal("") == "Mục này không được để trống."
    assert MoneyField(required=False).clean("") is None


def test_a_known_amount_stands_in_groups() -> None:
    form = Priced(initial={"price": 250_000})

    assert 'value="250.000"' in str(form["price"])


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Hãy nhập một số nguyên."), ("en", "Enter a whole number.")],
)
def test_what_django_refuses_is_said_in_plain_words(language: str, words: str) -> None:
    class Counted(forms.Form):
        number = forms.IntegerField()

    with override(language):
        said = str(Counted({"number": "abc"}).errors["number"])

    assert words in said
