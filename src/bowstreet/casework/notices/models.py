"""Columns of notices: which of them an officer has read, and how one is told. What a notice says is kept nowhere."""

from django.db import models


class Seen(models.Model):
    """That an officer has read a notice; ``notice`` is a keyed hash of what it pointed to."""

    officer = models.CharField(max_length=36)
    notice = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("officer", "notice"), name="notices_seen_once"),)


class Setting(models.Model):
    """How an officer is told: sorts by their codes, parted by blanks; the address for mail is locked.

    A digest counts what opens for ``purpose``. The next of each is made from ``daily_at`` and ``weekly_at`` on;
    ``tries`` failed one after another. A web-hook, its address and secret locked, is told of ``hooked`` sorts: of what
    came after ``hook_since``, from ``hook_at`` on; without ``hook_at`` it is off.
    """

    officer = models.CharField(max_length=36, primary_key=True)
    agency = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    address = models.BinaryField(null=True)
    not_in_inbox = models.TextField(default="")
    daily = models.TextField(default="")
    weekly = models.TextField(default="")
    daily_at = models.DateTimeField(null=True, db_index=True)
    weekly_at = models.DateTimeField(null=True, db_index=True)
    tries = models.IntegerField(default=0)
    hook = models.BinaryField(null=True)
    hook_secret = models.BinaryField(null=True)
    hooked = models.TextField(default="")
    hook_at = models.DateTimeField(null=True, db_index=True)
    hook_since = models.DateTimeField(null=True)
    hook_tries = models.IntegerField(default=0)
