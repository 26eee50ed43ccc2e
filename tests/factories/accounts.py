from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from foundation.accounts.enums import Role, Scope, Sight, UserKind
from foundation.accounts.models import ApiToken, Team, User


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


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    """`ApiTokenFactory(key="…")`; the key is what a client sends."""

    class Meta:
        model = ApiToken

    class Params:
        key = factory.Sequence(lambda n: f"test-key-{n}")

    user = factory.SubFactory(StaffFactory)
    name = "Kiểm thử"
    key_hash = factory.LazyAttribute(lambda o: sha256(o.key.encode()).hexdigest())
    hint = "test"
    scopes = factory.LazyFunction(lambda: list(Scope.values))
    owner_version = factory.SelfAttribute("user.session_version")
