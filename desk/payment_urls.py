"""Addresses of money owed and paid, part of `desk:`."""

from django.urls import path

from desk.views import payment_moves, payments

urlpatterns = [
    path("", payments.payments, name="payments"),
    path("payments.csv", payments.export, name="payments_export"),
    path("<str:number>/", payments.payment, name="payment"),
    path("<str:number>/receipt/", payments.receipt, name="payment_receipt"),
    path("<str:number>/settle/", payment_moves.settle, name="payment_settle"),
    path("<str:number>/payee/", payment_moves.payee, name="payment_payee"),
    path("<str:number>/cancel/", payment_moves.cancel, name="payment_cancel"),
]
