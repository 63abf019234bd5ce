"""Columns of what was taken out."""

from django.db import models


class Export(models.Model):
    """A document that an officer took out; its bytes lie in the state folder until ``until``, the row stays.

    ``asked`` is what was asked for and ``told`` what came of it, both JSON. ``depths`` says of each record in it
    by its id how deep it left: who fetches it must still be permitted all of that, as the records are marked then.
    """

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    format = models.CharField(max_length=20)
    at = models.DateTimeField()
    until = models.DateTimeField()
    asked = models.TextField()
    told = models.TextField()
    depths = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("officer", "-at"), name="sharing_export_newest"),)
