"""What a list of customers can be narrowed by."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from customers import queries
from customers.models import Customer, CustomerQuerySet


class CustomerFilter(filters.FilterSet):  # type: ignore[misc] # comes without types
    """`?phone=&email=&q=`: a number or its end, an address, words of the name."""

    phone = filters.CharFilter(method="by_phone")
    email = filters.CharFilter(method="by_email")
    q = filters.CharFilter(method="by_words", max_length=queries.MAX_TEXT)

    class Meta:
        model = Customer
        fields: list[str] = []

    def by_phone(
        self, customers: CustomerQuerySet, name: str, value: str
    ) -> QuerySet[Customer]:
        """Whole, in any way of writing, or at least three digits of its end."""
        return queries.with_phone(customers, value)

    def by_email(
        self, customers: CustomerQuerySet, name: str, value: str
    ) -> QuerySet[Customer]:
        """Whole, in any case."""
        return queries.with_email(customers, value)

    def by_words(
        self, customers: CustomerQuerySet, name: str, value: str
    ) -> QuerySet[Customer]:
        """Name, number or address, as the desk's search box."""
        return queries.search(customers, value)
