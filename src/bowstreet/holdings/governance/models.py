"""Columns of the terms table: immutable values, shared by everything that carries them."""

from django.db import models


class Terms(models.Model):
    """One value of terms.

    ``act`` is empty for a value interned for all, and names the import for a twin: the same value under another id,
    left out of every permitted set while ``pending``. A trigger of the database refuses to change a value.
    """

    digest = models.CharField(max_length=64)
    act = models.CharField(max_length=64, default="")
    value = models.TextField()
    pending = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("digest", "act"), name="governance_terms_once"),)


class Withdrawn(models.Model):
    """A twin that was admitted and is taken back: it counts as pending from now on. The value itself never changes."""

    terms = models.OneToOneField(Terms, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
