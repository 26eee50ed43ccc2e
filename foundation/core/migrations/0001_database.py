"""What every table may count on: extensions, and folding of Vietnamese text."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# Immutable because the dictionary is named; needed for generated columns and indexes.
FOLD_TEXT = """
CREATE OR REPLACE FUNCTION fold_text(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = public, pg_catalog AS $$
  SELECT regexp_replace(
    lower(unaccent('unaccent'::regdictionary, normalize(words, NFC))), '\\s+', ' ', 'g')
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(FOLD_TEXT, "DROP FUNCTION IF EXISTS fold_text(text)"),
    ]
