"""What belongs to no app: health, language, the style guide."""

from tests.permissions.rows import PEOPLE, Outcome, Row, public

NOT_OUTSIDE_DEBUG = dict.fromkeys(PEOPLE, Outcome.HIDDEN) | {
    "anonymous": Outcome.SIGN_IN
}

ROUTES = {
    "healthz": public(),
    "readyz": public(),
    "styleguide": Row(NOT_OUTSIDE_DEBUG),
    "set_language": [public(), public("POST")],
}
