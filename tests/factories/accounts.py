import factory
from factory.django import DjangoModelFactory

from foundation.accounts.enums import Role, Sight, UserKind
from foundation.accounts.models import Team, User


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Nhóm {n}")
    code = factory.Sequence(lambda n: f"nhom-{n}")


class StaffFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    kind = UserKind.STAFF
    name = factory.Sequence(lambda n: f"Nhân viên {n}")
    email = factory.Sequence(lambda n: f"staff{n}@hongha.example")
    role = Role.AGENT
    sees = Sight.TEAM
    password = "!"


class CustomerLoginFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    kind = UserKind.CUSTOMER
    name = factory.Sequence(lambda n: f"Khách {n}")
    email = None
    role = ""
    password = "!"
