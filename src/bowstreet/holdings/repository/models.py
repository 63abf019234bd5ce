"""Columns of the repository. Running numbers (``id``) never leave the database; ``uid`` is what people see."""

from django.db import models


class Record(models.Model):
    """One thing as one agency knows it; its content stands in its versions.

    ``first_on`` and ``last_on`` are the days on which its sources saw it, empty where none states a day.
    """

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
            models.Index(fields=("terms_id",), name="repository_record_terms"),
            models.Index(fields=("changed_by", "changed_at"), name="repository_record_editor"),
        )


class Particulars(models.Model):
    """A value of particulars, stored once."""

    digest = models.CharField(max_length=64, unique=True)
    value = models.TextField()


class Version(models.Model):
    """A record as it stood from one moment on: body, envelope and the act that made it; ``told``: who did elsewhere."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    number = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    act = models.CharField(max_length=64)
    what = models.CharField(max_length=200)
    terms_id = models.BigIntegerField()
    particulars_id = models.BigIntegerField()
    body = models.TextField()
    first_on = models.CharField(max_length=10, default="")
    last_on = models.CharField(max_length=10, default="")
    told = models.TextField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="repository_version_once"),)
        indexes = (models.Index(fields=("record",), name="repository_version_edits", condition=models.Q(act="")),)


class Selector(models.Model):
    """A selector that a record yields. ``depth``: 0 open, 1 identifying."""

    type = models.CharField(max_length=20)
    value = models.TextField()
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    agency = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("type", "value", "terms_id", "depth"), name="repository_selector_value"),)


class Frequency(models.Model):
    """How many records with the same terms have a selector at a depth."""

    type = models.CharField(max_length=20)
    value = models.TextField()
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    n = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("type", "value", "terms_id", "depth"), name="repository_frequency_once"),
        )


class Traits(models.Model):
    """What facets count of a record, each combination stored once."""

    kind = models.CharField(max_length=40)
    agency = models.CharField(max_length=64)
    market = models.CharField(max_length=200)
    products = models.TextField()
    grade = models.CharField(max_length=2)
    year = models.CharField(max_length=4)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "agency", "market", "products", "grade", "year"), name="repository_traits_once"
            ),
        )


class Gist(models.Model):
    """All that a search asks of a record before it is shown, so narrow that ten thousand stand on few pages.

    ``id`` is the record's. ``open`` and ``whole`` are the signs of its text at either depth.
    """

    terms_id = models.BigIntegerField()
    traits_id = models.BigIntegerField()
    open = models.IntegerField()
    whole = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("traits_id", "terms_id"), name="repository_gist_traits"),)


class Text(models.Model):
    """The searchable text of a record. ``depth``: 0 open, 1 identifying, 2 open where there is nothing deeper.

    ``id`` is four times the record's, and the depth: an index that gives the one tells the others. ``read_title``,
    ``read_body`` and ``signs`` are what ``spelling`` makes of it for the indexes, null where it makes nothing.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    terms_id = models.BigIntegerField()
    depth = models.SmallIntegerField()
    title = models.TextField()
    body = models.TextField()
    read_title = models.TextField(null=True)
    read_body = models.TextField(null=True)
    signs = models.TextField(null=True)


class Link(models.Model):
    """A typed, directed link between two records, under terms of its own."""

    uid = models.CharField(max_length=36, unique=True)
    left = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    right = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    type = models.CharField(max_length=40)
    terms_id = models.BigIntegerField()
    agency = models.CharField(max_length=64)
    basis = models.CharField(max_length=20)
    grade = models.CharField(max_length=2)
    first_on = models.CharField(max_length=10, default="")
    last_on = models.CharField(max_length=10, default="")
    cites = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("left", "type", "right", "agency", "terms_id"), name="repository_link_once"
            ),
        )


class Lexeme(models.Model):
    """A distinct word of the texts, accents kept; ``plain`` is the word without them, null where there are none."""

    word = models.TextField(unique=True)
    plain = models.TextField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["plain"], name="repository_lexeme_plain", condition=models.Q(plain__isnull=False)),
        )


class Guise(models.Model):
    """A form by which a handle is found that is written otherwise; ``value`` is the handle's selector."""

    value = models.TextField()
    form = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("value", "form"), name="repository_guise_once"),)


class Judgement(models.Model):
    """What an officer held of two records; nothing is ever changed, a later one of the agency stands in its place.

    ``left`` is the record that was recorded first.
    """

    uid = models.CharField(max_length=36, unique=True)
    left = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    right = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    verdict = models.CharField(max_length=10)
    terms_id = models.BigIntegerField()
    agency = models.CharField(max_length=64)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    note = models.TextField()
    cites = models.TextField()
    supersedes = models.CharField(max_length=36, default="")

    class Meta:
        indexes = (models.Index(fields=["left", "right", "agency"], name="repository_judgement_pair"),)


class Twin(models.Model):
    """A pending twin of terms that an import writes under."""

    act = models.CharField(max_length=64)
    agency = models.CharField(max_length=64)
    terms_id = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("act", "terms_id"), name="repository_twin_once"),)


class Addition(models.Model):
    """What an import adds to a record that existed before, waiting until the import is admitted."""

    act = models.CharField(max_length=64)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    digest = models.CharField(max_length=64)
    draft = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("act", "record", "digest"), name="repository_addition_once"),)


class Mention(models.Model):
    """That an admitted import spoke of a record that existed before it, whether or not it said anything new."""

    act = models.CharField(max_length=64)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("act", "record"), name="repository_mention_once"),)


class WaitingLink(models.Model):
    """A link of an import whose two ends are known by their key hashes and joined when all drafts are in."""

    act = models.CharField(max_length=64)
    left_hash = models.CharField(max_length=64)
    right_hash = models.CharField(max_length=64)
    type = models.CharField(max_length=40)
    terms_id = models.BigIntegerField()
    basis = models.CharField(max_length=20)
    grade = models.CharField(max_length=2)
    first_on = models.CharField(max_length=10)
    last_on = models.CharField(max_length=10)
    cites = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("act", "left_hash", "type", "right_hash"), name="repository_waiting_link_once"
            ),
        )


class PastGist(models.Model):
    """What facets counted of a record by a version that was its last at the end of these days.

    ``since`` is the first day, ``until`` the first on which that was no longer so; a version that did not outlast its
    day has none.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    number = models.IntegerField()
    since = models.CharField(max_length=10)
    until = models.CharField(max_length=10)
    traits_id = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("record", "until"), name="repository_pastgist_days"),)


class Past(models.Model):
    """The days at whose end a record had other texts or selectors than later; versions that say the same share one.

    ``open`` and ``whole`` are the signs of its text at either depth. Its terms are the record's of today.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    since = models.CharField(max_length=10)
    until = models.CharField(max_length=10)
    open = models.IntegerField()
    whole = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("record", "until"), name="repository_past_days"),)


class PastText(models.Model):
    """The searchable text of past days. ``id`` is four times that of its days, and the depth, as in ``Text``."""

    past = models.ForeignKey(Past, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    depth = models.SmallIntegerField()
    title = models.TextField()
    body = models.TextField()
    read_title = models.TextField(null=True)
    read_body = models.TextField(null=True)
    signs = models.TextField(null=True)


class PastSelector(models.Model):
    """A selector that a record had on past days."""

    type = models.CharField(max_length=20)
    value = models.TextField()
    past = models.ForeignKey(Past, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    depth = models.SmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("type", "value"), name="repository_pastselector_value"),)


class Draft(models.Model):
    """What an officer wrote on one page and has not recorded yet; the officer's alone.

    ``page`` is the token of the page it is written on, ``seq`` the number of its last keeping there. ``content`` holds
    body and envelope as they were typed, and is emptied when the draft is over; the row stays, so that a keeping that
    comes late or twice does nothing. ``result`` and ``result_version`` say what became of it.
    """

    officer = models.CharField(max_length=36)
    agency = models.CharField(max_length=64)
    page = models.CharField(max_length=64)
    seq = models.IntegerField()
    kind = models.CharField(max_length=40)
    record = models.CharField(max_length=36, default="")
    begun = models.IntegerField(default=0)
    title = models.CharField(max_length=200, default="")
    content = models.TextField()
    state = models.CharField(max_length=10, default="open")
    came_from = models.CharField(max_length=36, default="")
    made_at = models.DateTimeField()
    at = models.DateTimeField()
    result = models.CharField(max_length=36, default="")
    result_version = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("officer", "page"), name="repository_draft_once"),)
        indexes = (models.Index(fields=("officer", "state", "at"), name="repository_draft_open"),)


class Proposed(models.Model):
    """A change that waits for a second officer of the agency, and what became of it.

    ``record`` is empty for a new record; ``terms_id`` are the terms under which the change may be seen. Changes of one
    ``likeness`` would do the same.
    """

    uid = models.CharField(max_length=36, unique=True)
    agency = models.CharField(max_length=64)
    author = models.CharField(max_length=36)
    kind = models.CharField(max_length=40)
    record = models.CharField(max_length=36, default="")
    begun = models.IntegerField(default=0)
    terms_id = models.BigIntegerField()
    content = models.TextField()
    likeness = models.CharField(max_length=64, default="")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    decided_by = models.CharField(max_length=36, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    result = models.CharField(max_length=36, default="")

    class Meta:
        indexes = (
            models.Index(fields=("agency", "state", "at"), name="repository_proposed_waiting"),
            models.Index(fields=("likeness", "state"), name="repository_proposed_alike"),
        )


class Attachment(models.Model):
    """A file that belongs to a record; its bytes lie among the originals under their SHA-256.

    ``terms_id`` are those of its record and change with them. ``type`` is what the bytes are, whatever the name says.
    """

    uid = models.CharField(max_length=36, unique=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    terms_id = models.BigIntegerField()
    agency = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    type = models.CharField(max_length=20)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("record", "at"), name="repository_attachment_record"),)
