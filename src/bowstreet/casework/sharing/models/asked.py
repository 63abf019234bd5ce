"""Columns of what one agency asks of another's records: to be released, or to be corrected."""

from django.db import models


class Request(models.Model):
    """What an officer asks a record's owner to release, and what came of it.

    ``actions`` and ``given`` are codes with blanks between. ``whole_agency`` says for whom it is asked, ``to_agency``
    to whom it was released. ``responsible`` is who was responsible for the record when it was asked. The state is open,
    approved, declined, withdrawn (by its asker) or taken_back (by its owner). Sentences and case are locked.
    """

    id = models.CharField(primary_key=True, max_length=36)
    record = models.CharField(max_length=36)
    owner = models.CharField(max_length=60)
    responsible = models.CharField(max_length=36, default="")
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    purpose = models.CharField(max_length=60)
    actions = models.CharField(max_length=100)
    whole_agency = models.BooleanField()
    until = models.DateField()
    why = models.BinaryField()
    case = models.BinaryField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    given = models.CharField(max_length=100, default="")
    to_agency = models.BooleanField(default=False)
    last_day = models.DateField(null=True)
    terms = models.CharField(max_length=64, default="")
    said = models.BinaryField(default=b"")
    answered_by = models.CharField(max_length=36, default="")
    answered_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=36, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("owner", "state", "-asked_at"), name="sharing_request_owner"),
            models.Index(fields=("agency", "officer", "-asked_at"), name="sharing_request_asker"),
        )


class Correction(models.Model):
    """What an officer of another agency proposes of one field of a record, and what came of it.

    ``sort`` is replace, add or remove. ``begun`` is the version that stood, ``depth`` how deep the record opened then,
    ``evidence`` a record of who proposes, ``change`` what waits for a second officer of the owner. The state is open,
    waiting (for that officer), accepted, declined or withdrawn. Values and sentences are locked.
    """

    id = models.CharField(primary_key=True, max_length=36)
    record = models.CharField(max_length=36)
    owner = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    field = models.CharField(max_length=60)
    sort = models.CharField(max_length=12)
    begun = models.IntegerField()
    depth = models.CharField(max_length=12)
    before = models.BinaryField()
    after = models.BinaryField()
    why = models.BinaryField()
    evidence = models.CharField(max_length=36, default="")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    change = models.CharField(max_length=36, default="")
    said = models.BinaryField(default=b"")
    ended_by = models.CharField(max_length=36, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("record", "officer", "field"), condition=models.Q(state="open"), name="sharing_correction_once"
            ),
        )
        indexes = (
            models.Index(fields=("owner", "state", "-proposed_at"), name="sharing_correction_owner"),
            models.Index(fields=("agency", "officer", "-proposed_at"), name="sharing_correction_mine"),
            models.Index(fields=("state",), name="sharing_correction_state"),
        )


class Delegation(models.Model):
    """That an agency may publish a record for its owner: to the ``bounds``, a JSON list of agencies, until a day.

    ``officer`` gave it for the owner.
    """

    id = models.CharField(primary_key=True, max_length=36)
    record = models.CharField(max_length=36)
    owner = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    bounds = models.TextField()
    until = models.DateField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=36, default="")

    class Meta:
        indexes = (
            models.Index(fields=("owner", "-given_at"), name="sharing_delegation_owner"),
            models.Index(fields=("agency", "-given_at"), name="sharing_delegation_agency"),
        )


class Publication(models.Model):
    """That a record was published to an agency under a delegation, and by whom."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "receiver"), name="sharing_publication_once"),)
