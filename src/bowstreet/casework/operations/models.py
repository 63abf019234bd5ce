"""Columns of the work on joint operations, by the id of the operation's record: partners, tasks, decisions."""

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
