"""The peer's tables: the columns, indexes and tokenizers that the repository has, in Django's idiom."""

from django.db import connections, models

WORDS, PARTS = "peer_words", "peer_parts"
_INDEXES = (
    f"""CREATE VIRTUAL TABLE {WORDS} USING fts5(title, body, content='peer_text', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2")""",
    f"""CREATE VIRTUAL TABLE {PARTS} USING fts5(title, body, content='peer_text', content_rowid='id',
        tokenize="trigram")""",
    f"""CREATE TRIGGER peer_text_indexed AFTER INSERT ON peer_text BEGIN
          INSERT INTO {WORDS} (rowid, title, body) VALUES (new.id, new.title, new.body);
          INSERT INTO {PARTS} (rowid, title, body) VALUES (new.id, new.title, new.body);
        END""",
)


class Record(models.Model):
    """One thing as one agency knows it."""

    uid = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=40)
    agency = models.CharField(max_length=64)
    terms_id = models.BigIntegerField()
    particulars_id = models.BigIntegerField()
    version = models.IntegerField()
    key_hash = models.CharField(max_length=64, unique=True)
    market = models.CharField(max_length=200, null=True)
    products = models.TextField()
    grade = models.CharField(max_length=2)
    first_on = models.CharField(max_length=10)
    last_on = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=36)
    origin = models.CharField(max_length=64, default="local")

    class Meta:
        indexes = (
            models.Index(fields=("terms_id", "uid"), name="peer_record_terms"),
            models.Index(fields=("kind", "uid"), name="peer_record_kind"),
            models.Index(fields=("market", "uid"), name="peer_record_market"),
            models.Index(fields=("changed_by", "changed_at"), name="peer_record_editor"),
        )


class Version(models.Model):
    """A record as it stood."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    number = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    act = models.CharField(max_length=64)
    what = models.CharField(max_length=200)
    terms_id = models.BigIntegerField()
    particulars_id = models.BigIntegerField()
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="peer_version_once"),)


class Selector(models.Model):
    """A selector that a record yields."""

    type = models.CharField(max_length=20)
    value = models.TextField()
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    agency = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("type", "value", "terms_id", "depth"), name="peer_selector_value"),)


class Frequency(models.Model):
    """How many records with the same terms have a selector at a depth."""

    type = models.CharField(max_length=20)
    value = models.TextField()
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    n = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("type", "value", "terms_id", "depth"), name="peer_frequency_once"),
        )


class Text(models.Model):
    """The searchable text of a record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    title = models.TextField()
    body = models.TextField()


class Entry(models.Model):
    """One line of an audit log."""

    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    action = models.CharField(max_length=64)
    count = models.IntegerField()


def build() -> None:
    """Make the peer's tables, indexes and triggers in its database."""
    link = connections["peer"]
    with link.schema_editor() as editor:
        for each in (Record, Version, Selector, Frequency, Text, Entry):
            editor.create_model(each)
    with link.cursor() as cursor:
        for statement in _INDEXES:
            cursor.execute(statement)
