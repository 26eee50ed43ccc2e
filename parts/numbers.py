"""Numbers of purchase requests as people write them: MH-1042."""

from django.db import connection

PREFIX = "MH-"


def next_number() -> str:
    """A number never given before; an abandoned one is not given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('purchase_request_number_seq')")
        (value,) = cursor.fetchone()
    return f"{PREFIX}{value}"
