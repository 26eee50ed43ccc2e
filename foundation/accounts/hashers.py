"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2(Argon2PasswordHasher):
    """Argon2id with the figures OWASP gives for servers: 19 MiB, two passes, one lane.

    Django's own take 100 MiB each: a dozen sign-ins at once would cost a gigabyte.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
