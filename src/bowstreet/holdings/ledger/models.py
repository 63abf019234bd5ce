"""Columns of the act store, of agencies' trees, and of the node's checkpoints.

What only grows is made by ``sqlite.py`` or ``postgres.py`` with its triggers; these classes read it.

``verifying`` finds a change in every column here but one: ``Leaf.id`` means nothing and nobody reads it. Of ``Act.id``
the order is checked, for followers read in it; how far apart two ids are means nothing. Rows that change by right bear
``vouched``, a hash keyed by the node, for whom no chain and no checkpoint speaks.
"""

from django.db import models


class SealingKey(models.Model):
    """The public half of an agency's sealing key (X25519, hexadecimal)."""

    agency = models.CharField(primary_key=True, max_length=60)
    public = models.CharField(max_length=64)
    vouched = models.CharField(max_length=64)


class Bookmark(models.Model):
    """How far a follower has read a store."""

    name = models.CharField(primary_key=True, max_length=60)
    place = models.BigIntegerField(default=0)
    vouched = models.CharField(max_length=64)


class Act(models.Model):
    """One entry of the act store; never changed. Event and officer repeat what the body says, for finding."""

    agency = models.CharField(max_length=60)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=30)
    officer = models.CharField(max_length=60)
    body = models.TextField()
    salt = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_act"


class Head(models.Model):
    """How far an agency's act store has come: its last number and running hash."""

    agency = models.CharField(primary_key=True, max_length=60)
    number = models.BigIntegerField()
    chain = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_head"


class Leaf(models.Model):
    """One sealed leaf of an agency's tree: its place, whence it came, its hash."""

    agency = models.CharField(max_length=60)
    place = models.BigIntegerField()
    store = models.CharField(max_length=10)
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_leaf"


class Tree(models.Model):
    """An agency's tree as of the last checkpoint: size, root, right edge, and what each store had given.

    ``sealed_at`` is of the last checkpoint in which this tree grew: when the node seals others' entries is not for
    this agency to know.
    """

    agency = models.CharField(primary_key=True, max_length=60)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField()
    peaks = models.BinaryField()
    acts = models.BigIntegerField(default=0)
    lookups = models.BigIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "ledger_tree"


class Checkpoint(models.Model):
    """A signed note over the log of checkpoints, its right edge, and the (agency, size, root) lines of this one."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    note = models.TextField()
    trees = models.TextField()
    peaks = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_checkpoint"


class Check(models.Model):
    """What the last check of an agency's ledger found."""

    agency = models.CharField(primary_key=True, max_length=60)
    at = models.DateTimeField()
    unbroken = models.BooleanField()
    first_broken = models.TextField(default="")
    vouched = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "ledger_check"
