"""Columns of intakes, their sources, the tasks that read them, and saved mappings."""

from django.db import models
from django.db.models import F, Q


class Intake(models.Model):
    """One handing-in of files; ``envelope`` is the canonical JSON of its terms and particulars.

    ``seen_on`` is the day of the crawl, where the officer said it. ``look``: exchange documents wait, once they were
    looked through, for the officer's word; ``looked`` is the JSON of what would be created. ``as_document``: where a
    thing carries a whole envelope of ours, that counts. ``left_out`` are the fields, as the JSON of ``kind.field``,
    that its officer leaves out of what is made. ``traced``: it is kept which record came of which thing. ``leans``: it
    is kept on which others it leans; of intakes before that was kept it is not known. ``closed`` are the terms by which
    the intake opens, where things of its documents are more closed than its envelope.
    """

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=60)
    case = models.CharField(max_length=200, default="")
    session = models.CharField(max_length=100, default="")
    mapping = models.CharField(max_length=60, default="")
    seen_on = models.DateField(null=True)
    terms = models.TextField()
    particulars = models.TextField()
    at = models.DateTimeField()
    state = models.CharField(max_length=20, default="quarantined")
    sentence = models.TextField(default="")
    look = models.BooleanField(default=False)
    looked = models.TextField(default="{}")
    as_document = models.BooleanField(default=False)
    left_out = models.TextField(default="[]")
    traced = models.BooleanField(default=False)
    leans = models.BooleanField(default=False)
    closed = models.TextField(default="")
    rows_expected = models.BigIntegerField(default=0)
    rows_under_way = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=36, default="")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["agency", "-at", "-id"], name="intake_newest"),)


class Source(models.Model):
    """One file of an intake. ``read``, ``observed`` and ``rejected`` are counted apart, so that a lost row shows.

    ``sha256`` is empty where there was no file to keep. ``bytes_unread`` is what was left at the end of a file that
    breaks. ``seen_on`` is the day of the crawl, where the officer or a name says it; ``archive`` is the number of the
    source that a file was unpacked from. ``part`` names one of several tables in a file; the first is counted with the
    file, the others follow with its number in ``file`` (0: the file itself).
    ``reject_groups`` keeps its reject list grouped, so that a page that polls need not read the list; ``losses`` what
    of an exchange document found no home, as (part, why, count). ``remarks`` are what the standard of its format says
    against its things, empty where that is nothing.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    reader = models.CharField(max_length=60, null=True)
    mapping = models.CharField(max_length=60, null=True)
    dataset = models.CharField(max_length=60, null=True)
    read = models.BigIntegerField(default=0)
    observed = models.BigIntegerField(default=0)
    already_held = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    noted = models.BigIntegerField(default=0)
    bytes_unread = models.BigIntegerField(default=0)
    records_new = models.BigIntegerField(default=0)
    records_known = models.BigIntegerField(default=0)
    state = models.CharField(max_length=20, default="quarantined")
    note = models.TextField(default="")
    reject_groups = models.TextField(default="[]")
    losses = models.TextField(default="[]")
    remarks = models.TextField(default="")
    seen_on = models.DateField(null=True)
    archive = models.PositiveIntegerField(null=True)
    part = models.CharField(max_length=200, default="")
    file = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "number"], name="source_number"),
            models.CheckConstraint(condition=Q(already_held__lte=F("observed")), name="source_held"),
        )


class Claim(models.Model):
    """What a source holds of two records that came of it: said by whom, for an officer to judge or to leave.

    The records are named by their ids; whoever may not see both sees nothing of it. ``decided_at`` is when an officer
    answered; ``judgement`` is what became of it, empty where it was left or was the agency's judgement already.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="+")
    left = models.CharField(max_length=36)
    right = models.CharField(max_length=36)
    verdict = models.CharField(max_length=20)
    ground = models.TextField(default="")
    said_by = models.CharField(max_length=200, default="")
    said_at = models.DateTimeField(null=True)
    uid = models.CharField(max_length=36, default="", db_index=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=36, default="")
    judgement = models.CharField(max_length=36, default="")


class Trace(models.Model):
    """That a record came of a thing of a document, or that the thing spoke of it; ``thing`` is the id it has there.

    ``source`` is the number of the document. ``record`` is empty for a thing that was taken in and became no record.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.PositiveIntegerField(default=0)
    thing = models.CharField(max_length=300)
    record = models.CharField(max_length=36)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "thing", "record", "source"], name="intake_trace_once"),
        )
        indexes = (models.Index(fields=["record"], name="intake_trace_record", condition=~Q(record="")),)


class Leaning(models.Model):
    """That an intake found rows already held that another one had brought in; ``on`` is what its imports begin with."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="+", db_index=False)
    on = models.CharField(max_length=24, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["intake", "on"], name="intake_leaning_once"),)


class Task(models.Model):
    """That an intake is to be read or swept; an agency has at most one running at a time.

    ``owed`` is true from the moment that reading may write until that is admitted or taken back.
    """

    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="+")
    agency = models.CharField(max_length=60)
    state = models.CharField(max_length=20, default="waiting")
    holder = models.CharField(max_length=60, default="")
    beat_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    owed = models.BooleanField(default=False)
    pauses = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agency"], condition=Q(state="running"), name="task_one_running"),
        )


class SavedMapping(models.Model):
    """A mapping that an agency made for itself."""

    agency = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    text = models.TextField()
    officer = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agency", "name"], name="mapping_name"),)
