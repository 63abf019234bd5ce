"""Columns of tickets: of two agencies and one identifier; each agency that is told has a side of its own."""

from django.db import models


class Ticket(models.Model):
    """Two agencies on one identifier, whose value is locked: a side reads it only where a record of its own has it."""

    ref = models.CharField(max_length=14, unique=True)
    left = models.CharField(max_length=60)
    right = models.CharField(max_length=60)
    type = models.CharField(max_length=20)
    matter = models.BinaryField()


class Side(models.Model):
    """An agency that is told of a ticket: who took it there, and what it answered.

    ``merged_into`` is the reference of another ticket with the same agency, under which this one is worked on.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    agency = models.CharField(max_length=60)
    taken_by = models.CharField(max_length=36, default="")
    taken_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, default="")
    said = models.TextField(default="")
    answered_by = models.CharField(max_length=36, default="")
    answered_at = models.DateTimeField(null=True)
    escalated_by = models.CharField(max_length=36, default="")
    escalated_at = models.DateTimeField(null=True)
    merged_into = models.CharField(max_length=14, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("ticket", "agency"), name="deconfliction_side_once"),)
        indexes = (models.Index(fields=("agency",), name="deconfliction_side_of"),)


class Since(models.Model):
    """Since when records of an agency under some terms take part in a ticket; terms 0 stand for what is no record."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    agency = models.CharField(max_length=60)
    terms_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ticket", "agency", "terms_id"), name="deconfliction_since_once"),
        )


class Ask(models.Model):
    """That an agency asked for a ticket's identifier: who, when, what for; ``why`` is locked."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    purpose = models.CharField(max_length=60)
    at = models.DateTimeField()
    why = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ticket", "agency", "officer", "at"), name="deconfliction_ask_once"),
        )


class Awaited(models.Model):
    """Terms that an import holds pending; ``place`` is the number of the record matched last once they are open."""

    terms_id = models.BigIntegerField(primary_key=True)
    place = models.BigIntegerField(default=0)


class Plan(models.Model):
    """An action that an officer plans: where, from when to when, and whom to call; title and place are locked.

    ``site`` is a keyed hash of what online places have in common that can meet, nothing for a place in the world.
    """

    uid = models.CharField(max_length=36, unique=True)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    title = models.BinaryField()
    contact = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    site = models.CharField(max_length=64, default="")
    place = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("site", "until"), name="deconfliction_plan_site"),
            models.Index(fields=("agency", "until"), name="deconfliction_plan_own"),
            models.Index(fields=("until",), name="deconfliction_plan_over"),
        )


class Conflict(models.Model):
    """That two planned actions meet: ``first`` stood when ``second`` was planned."""

    first = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("first", "second"), name="deconfliction_conflict_once"),)


class Persona(models.Model):
    """Under whose identifiers an officer works; what the handler calls it is locked."""

    uid = models.CharField(max_length=36, unique=True)
    agency = models.CharField(max_length=60)
    handler = models.CharField(max_length=36, db_index=True)
    label = models.BinaryField()
    entered_at = models.DateTimeField()


class Cover(models.Model):
    """An identifier of a persona: found by a keyed hash, its value locked."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    agency = models.CharField(max_length=60)
    tag = models.CharField(max_length=32, db_index=True)
    type = models.CharField(max_length=20)
    matter = models.BinaryField()


class Alert(models.Model):
    """That an agency met a persona: it asked for an identifier (who, and why, locked), or holds it."""

    cover = models.ForeignKey(Cover, on_delete=models.CASCADE, related_name="+")
    agency = models.CharField(max_length=60)
    how = models.CharField(max_length=10)
    officer = models.CharField(max_length=36, default="")
    why = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cover", "agency", "officer", "at"), condition=models.Q(how="asked"),
                name="deconfliction_alert_asked_once",
            ),
            models.UniqueConstraint(
                fields=("cover", "agency"), condition=models.Q(how="holds"), name="deconfliction_alert_holds_once"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("at",), name="deconfliction_alert_at"),)
