from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from foundation.places.models import ServicePoint


class ServicePointFactory(DjangoModelFactory[ServicePoint]):
    class Meta:
        model = ServicePoint

    name = Sequence(lambda n: f"Hồng Hà {n}")
    address = "128 Võ Văn Ngân"
    city = "TP. Hồ Chí Minh"
