"""Columns of the work on operations and on leads, by the id of the record: who takes part, what they bring and do."""

from django.db import models


class Partner(models.Model):
    """An agency that was invited to an operation, and what it answered: ``invited``, ``accepted`` or ``declined``."""

    operation = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default="invited")
    invited_at = models.DateTimeField()
    answered_by = models.CharField(max_length=36, default="")
    answered_at = models.DateTimeField(null=True)
    said = models.TextField(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("operation", "agency"), name="operations_partner_once"),)
        indexes = (models.Index(fields=("agency",), name="operations_partner_agency"),)


class Task(models.Model):
    """What one agency is to do in an operation, and until when."""

    uid = models.CharField(max_length=36, unique=True)
    operation = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    title = models.TextField()
    due_on = models.DateField(null=True)
    made_by = models.CharField(max_length=36)
    made_at = models.DateTimeField()
    done_by = models.CharField(max_length=36, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("operation",), name="operations_task_of"),)


class Decision(models.Model):
    """One line of an operation's decisions log; nothing is ever changed."""

    operation = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("operation", "at"), name="operations_decision_of"),)


class Pooled(models.Model):
    """A record that its agency put into the shared pool of an operation; its own marks say who of them sees it."""

    operation = models.CharField(max_length=36)
    record = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("operation", "record"), name="operations_pooled_once"),)


class Kept(models.Model):
    """What an agency keeps to an operation for itself alone: a note, a record of its own, or both.

    ``text`` is locked; ``record`` is empty where it is a note alone.
    """

    uid = models.CharField(max_length=36, unique=True)
    operation = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    record = models.CharField(max_length=36, default="")
    text = models.BinaryField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("operation", "agency"), name="operations_kept_of"),)


class Target(models.Model):
    """An identifier in the scope of an operation; ``matter``, its normal form, is locked, ``tag`` finds it again."""

    uid = models.CharField(max_length=36, unique=True)
    operation = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    tag = models.CharField(max_length=32)
    type = models.CharField(max_length=40)
    matter = models.BinaryField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("operation", "tag"), name="operations_target_once"),)


class Instrument(models.Model):
    """A legal instrument of an operation from one of its agencies to another; its states are its steps."""

    uid = models.CharField(max_length=36, unique=True)
    operation = models.CharField(max_length=36)
    issuer = models.CharField(max_length=60)
    receiver = models.CharField(max_length=60)
    code = models.CharField(max_length=10)
    title = models.TextField()
    reference = models.CharField(max_length=100, default="")
    due_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("operation",), name="operations_instrument_of"),)


class InstrumentStep(models.Model):
    """A state that a legal instrument came to, as one of its two sides said; nothing is ever changed."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=20)
    agency = models.CharField(max_length=60)
    on = models.DateField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()


class HandOver(models.Model):
    """A lead that one agency handed to another, and what that one answered within its term.

    ``state`` is ``waiting``, ``accepted``, ``wrong_address``, ``cannot_act``, or ``lapsed`` where it went elsewhere
    after the term. ``authority``, ``reference``, ``instead`` and ``said`` are read by giver and receiver alone.
    """

    uid = models.CharField(max_length=36, unique=True)
    lead = models.CharField(max_length=36)
    giver = models.CharField(max_length=60)
    receiver = models.CharField(max_length=60)
    operation = models.CharField(max_length=36, default="")
    authority = models.TextField()
    country = models.CharField(max_length=2)
    instrument = models.CharField(max_length=10)
    reference = models.CharField(max_length=100, default="")
    asked = models.CharField(max_length=20)
    due_on = models.DateField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, default="waiting")
    why = models.CharField(max_length=20, default="")
    instead = models.CharField(max_length=200, default="")
    said = models.TextField(default="")
    answered_by = models.CharField(max_length=36, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("lead",), name="operations_hand_over_of"),
            models.Index(fields=("giver",), name="operations_hand_over_giver"),
            models.Index(fields=("receiver", "state"), name="operations_hand_over_receiver"),
            models.Index(fields=("operation",), name="operations_hand_over_op"),
        )


class LeadStage(models.Model):
    """A stage that a lead came to, as who held it then said, in codes alone; ``why`` says why one was dropped."""

    lead = models.CharField(max_length=36)
    agency = models.CharField(max_length=60)
    stage = models.CharField(max_length=20)
    why = models.CharField(max_length=20, default="")
    on = models.DateField()
    by = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("lead",), name="operations_lead_stage_of"),)
