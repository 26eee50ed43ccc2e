"""Addresses of the parts store, part of `desk:`."""

from django.urls import path

from desk import stock_sku
from desk.views import (
    stock,
    stock_arrivals,
    stock_moves,
    stock_parts,
    stock_supply,
    stock_supply_moves,
)

stock_sku.register()

ORDER = "purchases/<str:number>/"

# The words of the store are small and the numbers of parts are capital: they never meet.
urlpatterns = [
    path("", stock.stock, name="stock"),
    path("new/", stock_parts.new_part, name="stock_new_part"),
    path("low/", stock_supply.low, name="stock_low"),
    path("low/add/", stock_arrivals.add_low, name="stock_add_low"),
    path("waiting/", stock_supply.waiting, name="stock_waiting"),
    path("purchases/", stock_supply.purchases, name="stock_purchases"),
    path(ORDER, stock_supply.purchase, name="stock_purchase"),
    path(f"{ORDER}paper/", stock_supply.purchase_paper, name="stock_order_paper"),
    path(f"{ORDER}quantities/", stock_supply_moves.quantities, name="stock_quantities"),
    path(f"{ORDER}order/", stock_supply_moves.order, name="stock_order"),
    path(f"{ORDER}cancel/", stock_supply_moves.cancel, name="stock_cancel"),
    path(f"{ORDER}receive/", stock_arrivals.receive, name="stock_arrival"),
    path(
        f"{ORDER}lines/<int:pk>/confirm/",
        stock_supply_moves.confirm,
        name="stock_confirm",
    ),
    path("<sku:sku>/", stock.part, name="stock_part"),
    path("<sku:sku>/edit/", stock_parts.edit_part, name="stock_edit_part"),
    *(
        path(f"<sku:sku>/{verb}/", stock_moves.deed(verb), name=f"stock_{verb}")
        for verb in stock_moves.RUNS
    ),
]
