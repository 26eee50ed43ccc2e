"""Photos taken at the counter outlive a form that is refused: nobody takes them twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing

from foundation.accounts.models import User
from tickets.actions.attachments import keep_files
from tickets.actions.drafts import check_load
from tickets.file_kinds import Upload
from tickets.files import MAX_FILES, KeptFile

SALT = "desk.counter.photos"
# A form that lies open longer than a day is about somebody who has left.
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that is in the store, as the page names it: nobody else can name it."""

    token: str
    name: str


def keep_photos(
    tokens: Sequence[str], uploads: Sequence[Upload], user: User
) -> tuple[KeptFile, ...]:
    """What the form kept before, and what is new in it; refuses more than one message holds."""
    files = (*kept_photos(tokens, user), *keep_files(uploads))
    check_load(files)
    return files


def kept_photos(tokens: Sequence[str], user: User) -> tuple[KeptFile, ...]:
    """What the page names and this user kept lately; anything else is passed over."""
    return tuple(_read(tokens[:MAX_FILES], user))


def named_photos(files: Iterable[KeptFile], user: User) -> list[KeptPhoto]:
    """The same for the page to name again."""
    return [
        KeptPhoto(signing.dumps([user.pk, asdict(file)], salt=SALT), file.name)
        for file in files
    ]


def _read(tokens: Sequence[str], user: User) -> Iterator[KeptFile]:
    for token in tokens:
        try:
            owner, row = signing.loads(token, salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            continue
        if owner == user.pk:
            yield KeptFile(**row)
