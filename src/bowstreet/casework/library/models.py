"""Columns of the expert directory, and of what officers said of behaviours and tools."""

from django.db import models


class Entry(models.Model):
    """What an expert said of the own entry beside its record: whose it is, availability, and when it was last verified.

    ``officer`` is empty where the expert has no account here. ``left_on``: the consent was withdrawn on that day.
    """

    record = models.CharField(max_length=36, primary_key=True)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36, default="")
    availability = models.CharField(max_length=10, default="")
    verified_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("officer",), condition=~models.Q(officer=""), name="library_entry_once"),
        )


class Question(models.Model):
    """What an officer asks an expert about a record; ``said``, ``why`` and ``replied`` are locked.

    ``case`` is the id of the record of the case that was named with it, where the asker sees one.
    """

    id = models.CharField(max_length=36, primary_key=True)
    expert = models.CharField(max_length=36)
    expert_agency = models.CharField(max_length=60)
    record = models.CharField(max_length=36)
    case = models.CharField(max_length=36, default="")
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    purpose = models.CharField(max_length=60)
    at = models.DateTimeField()
    said = models.BinaryField()
    why = models.BinaryField()
    answer = models.CharField(max_length=10, default="")
    replied = models.BinaryField(null=True)
    answered_by = models.CharField(max_length=36, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("expert", "-at"), name="library_question_told"),
            models.Index(fields=("agency", "-at"), name="library_question_asked"),
            models.Index(fields=("record",), name="library_question_record"),
            models.Index(fields=("case",), name="library_question_case"),
        )


class Confirmed(models.Model):
    """Which officer confirmed an instance or answer of a behaviour, by the id of the link that states it.

    ``market`` is the slug of the market of the row of a dataset that it was read out of.
    """

    link = models.CharField(max_length=36, primary_key=True)
    officer = models.CharField(max_length=36)
    market = models.CharField(max_length=200, default="")


class Declined(models.Model):
    """That an agency holds a record for no instance of a behaviour, so that it is not suggested to it again.

    ``record`` is its id, or the reference of a row of a dataset.
    """

    behaviour = models.CharField(max_length=36)
    record = models.CharField(max_length=150)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("behaviour", "agency", "record"), name="library_declined_once"),)


class CardAnswer(models.Model):
    """That a card of the library answered a behaviour, as an agency says to all who see that; ``said`` is locked."""

    id = models.CharField(max_length=36, primary_key=True)
    behaviour = models.CharField(max_length=36)
    sort = models.CharField(max_length=10)
    card = models.CharField(max_length=200)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    at = models.DateTimeField()
    said = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("behaviour", "sort", "card", "agency"), name="library_cardanswer_once"),
        )
        indexes = (models.Index(fields=("sort", "card"), name="library_cardanswer_of"),)


class ToolUse(models.Model):
    """Of a use of a tool, by the id of the link that states it: who said so, the version, and whether it worked."""

    link = models.CharField(max_length=36, primary_key=True)
    officer = models.CharField(max_length=36)
    version = models.CharField(max_length=60, default="")
    worked = models.CharField(max_length=10)


class ToolFinding(models.Model):
    """What an agency says of a tool to all who see it: a fault of a version, or what courts of a country held of it.

    ``sort`` is ``fault``, ``accepted``, ``refused`` or ``not_tried``; ``said`` and ``source`` are locked.
    """

    id = models.CharField(max_length=36, primary_key=True)
    tool = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    at = models.DateTimeField()
    sort = models.CharField(max_length=10)
    version = models.CharField(max_length=60, default="")
    mended = models.CharField(max_length=60, default="")
    country = models.CharField(max_length=2, default="")
    said = models.BinaryField()
    source = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("tool", "at"), name="library_toolfinding_of"),)
