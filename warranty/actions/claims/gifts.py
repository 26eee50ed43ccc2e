"""What of a line is a gift of the house, and out of which month's budget it came."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.money import format_dong
from warranty.claim_enums import LineState
from warranty.models import ClaimLine, GoodwillBudget, GoodwillGift
from warranty.remedy_errors import BudgetSpentError, GoodwillError, NoBudgetError


def spend(line: ClaimLine, amount: int, *, giver: User, at: datetime) -> None:
    """Turn so much of the customer's share into a gift, out of the budget of the month.

    For an action that holds the claim and stores the line. The budget is locked, so that
    two gifts at once do not overdraw it.
    """
    is_dropped = line.state == LineState.CANCELLED
    if is_dropped or not 0 < amount <= line.customer_amount:
        raise GoodwillError(field="amount")
    month = localdate(at).replace(day=1)
    budget = locked_budgets().filter(month=month).first()
    if budget is None:
        raise NoBudgetError
    left = budget.amount - budget.spent
    if amount > left:
        words = _("Ngân sách thiện chí tháng này chỉ còn %(left)s.")
        raise BudgetSpentError(words % {"left": format_dong(left)}, field="amount")
    budget.spent += amount
    budget.save(update_fields=["spent"])
    GoodwillGift.objects.create(
        budget=budget, line=line, amount=amount, given_by=giver, given_at=at
    )
    line.customer_amount -= amount
    line.company_amount += amount
    line.goodwill += amount


def take_gifts_back(lines: Sequence[ClaimLine], *, at: datetime) -> None:
    """Give back to the budgets what was given for lines that are off, or shared anew.

    For an action that holds the claim.
    """
    given = GoodwillGift.objects.filter(line__in=lines, returned_at=None)
    gifts = list(given)
    if not gifts:
        return
    keys = {gift.budget_id for gift in gifts}
    budgets = {each.pk: each for each in locked_budgets().filter(pk__in=keys)}
    for gift in gifts:
        budgets[gift.budget_id].spent -= gift.amount
    for budget in budgets.values():
        budget.save(update_fields=["spent"])
    given.update(returned_at=at)


def locked_budgets() -> QuerySet[GoodwillBudget]:
    """Budgets under their locks, in the order of their keys."""
    return GoodwillBudget.objects.select_for_update().order_by("pk")
