"""Columns of what was taken out, of agreements, and of what went to whom under them."""

from django.db import models

from bowstreet.casework.sharing.models.asked import Correction as Correction
from bowstreet.casework.sharing.models.asked import Delegation as Delegation
from bowstreet.casework.sharing.models.asked import Publication as Publication
from bowstreet.casework.sharing.models.asked import Request as Request


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


class Agreement(models.Model):
    """What a giver lets leave for receivers, by purpose, ceiling and filter, from one day to another.

    ``receivers`` are agencies of the node, ``parties`` others by name, each as a list that begins with it: it may
    hold a key, which was asked for once and never looked at. ``place`` is the last version of a
    record that was looked at for it, ``lined_at`` the moment from which on the last ones came into its line. Up to the
    place ``kept`` the line is kept as objects of STIX (null: not at all yet), the last ones at ``kept_at``; at
    ``swept_at`` they were looked through. The state is proposed, standing or ended.
    """

    id = models.CharField(primary_key=True, max_length=36)
    giver = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    receivers = models.TextField()
    parties = models.TextField()
    purposes = models.TextField()
    ceiling = models.TextField()
    kinds = models.TextField()
    markets = models.TextField()
    grade = models.CharField(max_length=2, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    state = models.CharField(max_length=10)
    made_by = models.CharField(max_length=36)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=36, default="")
    signed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=36, default="")
    ended_at = models.DateTimeField(null=True)
    place = models.BigIntegerField(default=0)
    lined_at = models.DateTimeField(null=True)
    kept = models.BigIntegerField(null=True)
    kept_at = models.DateTimeField(null=True)
    swept_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("giver", "-made_at"), name="sharing_agreement_giver"),)


class Receiver(models.Model):
    """That an agency of the node receives under an agreement, for finding."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "agency"), name="sharing_receiver_once"),)
        indexes = (models.Index(fields=("agency",), name="sharing_receiver_agency"),)


class SharedObject(models.Model):
    """A record in a version that came under an agreement, in the order of ``added_at`` and its id.

    What comes later has a greater ``added_at``. ``last`` is true of the youngest version of each record.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    record = models.CharField(max_length=36)
    version = models.IntegerField()
    last = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "record", "version"), name="sharing_sharedobject_once"),
        )
        indexes = (models.Index(fields=("agreement", "last", "added_at", "record"), name="sharing_sharedobject_line"),)


class KeptObject(models.Model):
    """An object of STIX that stands in an agreement's collection, kept as the bytes that go out.

    Of each agreement ``added_at`` only ever grows, and no two have the same. ``record`` is the record that it tells of,
    as marked by ``terms``; a marking tells of terms alone (``record`` is empty), what tells of no record at all has 0
    for them. ``depth``: the depth to which these must open, empty where any that opens the content will do.
    A link or a judgement has a second record in ``other``, and ``terms`` of its own.
    ``version`` is the time by which STIX tells versions; ``first`` and ``last`` are the ends of those that stand.
    ``again``: the same bytes stood in line before, for another record or other terms.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    stix_id = models.CharField(max_length=300)
    type = models.CharField(max_length=250)
    version = models.CharField(max_length=40)
    record = models.CharField(max_length=36)
    other = models.CharField(max_length=36, default="")
    terms_id = models.BigIntegerField()
    depth = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    again = models.BooleanField()
    first = models.BooleanField()
    last = models.BooleanField()
    size = models.IntegerField()
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "added_at"), name="sharing_keptobject_order"),)
        indexes = (
            models.Index(fields=("agreement", "last", "added_at"), name="sharing_keptobject_line"),
            models.Index(fields=("agreement", "stix_id", "added_at"), name="sharing_keptobject_id"),
            models.Index(fields=("agreement", "type", "added_at"), name="sharing_keptobject_type"),
            models.Index(fields=("agreement", "digest", "added_at"), name="sharing_keptobject_bytes"),
            models.Index(fields=("agreement", "record"), name="sharing_keptobject_record"),
            models.Index(fields=("agreement", "other"), name="sharing_keptobject_other"),
        )


class HandedIn(models.Model):
    """That objects of STIX were handed in to a collection; ``intake`` says what became of them.

    ``objects_sent`` is the JSON of (id, version, why) for each object in its order; what could not be read at all has
    its place for an id, and says why.
    """

    id = models.CharField(primary_key=True, max_length=36)
    intake = models.CharField(max_length=36, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60)
    at = models.DateTimeField()
    objects_sent = models.TextField()


class Awaited(models.Model):
    """A record that an import holds pending, to be looked at again for an agreement when it is admitted."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=36)
    terms_id = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "record", "terms_id"), name="sharing_awaited_once"),
        )


class Release(models.Model):
    """That a record in a version went to a receiver under an agreement; kept when it is recalled.

    ``collected``: the receiver's own program fetched it, by its officer ``by``; else an officer of the giver noted it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.CharField(max_length=200)
    record = models.CharField(max_length=36)
    version = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    collected = models.BooleanField(default=False)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=36, default="")
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "receiver", "record", "version"), name="sharing_release_once"),
        )
        indexes = (
            models.Index(fields=("record",), name="sharing_release_record"),
            models.Index(fields=("agreement", "-at", "record", "receiver"), name="sharing_release_newest"),
        )


class Peer(models.Model):
    """Another server of TAXII that an agency pulls from or pushes to.

    ``address`` is its API root, ``sealed`` the token, which the node's followers alone can open. ``officer`` answers
    for it, under ``purpose``: what is done for it is done in that name. ``envelope`` is the JSON of what differs from
    the standing one. ``bookmark`` is the moment up to which was taken, as the peer wrote it, ``place`` that up to which
    the agreement's collection was sent. The sentences say what stood in the way last, and are empty where nothing did.
    """

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    collection = models.CharField(max_length=100)
    direction = models.CharField(max_length=5)
    user = models.CharField(max_length=100)
    sealed = models.BinaryField()
    internal = models.BooleanField(default=False)
    envelope = models.TextField(default="{}")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    officer = models.CharField(max_length=36)
    purpose = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default="standing")
    made_at = models.DateTimeField()
    bookmark = models.CharField(max_length=40, default="")
    pulled_at = models.DateTimeField(null=True)
    pull_sentence = models.TextField(default="")
    place = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    push_sentence = models.TextField(default="")
    failures = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "name"), condition=models.Q(state="standing"), name="sharing_peer_name"
            ),
        )


class PulledIn(models.Model):
    """That objects of a peer became an intake."""

    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    intake = models.CharField(max_length=36, unique=True)
    at = models.DateTimeField()


class PulledObject(models.Model):
    """An object that came from a peer, known again by its bytes, so that none is taken twice."""

    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+", db_index=False)
    stix_id = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    intake = models.CharField(max_length=36)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "stix_id", "digest"), name="sharing_pulledobject_once"),)


class Sending(models.Model):
    """That what stands in a collection after one moment and up to another goes to a peer.

    The state is going (entered in the ledger, perhaps not there yet), pending (there, and not yet taken in) or over;
    ``status`` is the id by which the peer tells of it, ``records`` the JSON of what left in it.
    """

    id = models.CharField(primary_key=True, max_length=36)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    after = models.DateTimeField(null=True)
    until = models.DateTimeField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10)
    status = models.CharField(max_length=100, default="")
    records = models.TextField(default="[]")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("peer",), condition=models.Q(state="going"), name="sharing_sending_going"),
        )


class Recalled(models.Model):
    """That a receiver is told of a recall, or of stricter marks: since when it is, and what it answered.

    ``id`` is that of the object of STIX that says it, ``stix_id`` that of what is meant; ``status`` is the id by
    which a peer tells what became of it. Of stricter marks ``version`` is the one that bears them and ``marks`` the
    JSON of the terms as they are told; of a recall they are 0 and empty.
    """

    id = models.CharField(primary_key=True, max_length=36)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=200)
    record = models.CharField(max_length=36)
    stix_id = models.CharField(max_length=300)
    reason = models.TextField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=100, default="")
    answer = models.CharField(max_length=20, default="")
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)
    marks = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "receiver", "record", "at", "version"), name="sharing_recalled_once"
            ),
        )
        indexes = (models.Index(fields=("receiver", "record"), name="sharing_recalled_receiver"),)


class Notice(models.Model):
    """A recall, or stricter marks, that came in: from a peer that was pulled from, or handed in to a collection here.

    ``recall`` is the id of the object that said it, ``objects_meant`` the JSON of what it names, ``marks`` that of the
    terms which its giver has for it now, empty for a recall. ``answer`` says what became of that here, ``told`` which
    answer the giver has; those that came together have the same ``status``. ``settled``: nothing of what is marked anew
    waits in an intake any more.
    """

    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.CharField(max_length=60)
    officer = models.CharField(max_length=36)
    purpose = models.CharField(max_length=60)
    recall = models.CharField(max_length=300)
    objects_meant = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
    status = models.CharField(max_length=36, db_index=True)
    answer = models.CharField(max_length=20, default="")
    told = models.CharField(max_length=20, default="")
    marks = models.TextField(default="")
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("peer", "recall"), condition=models.Q(peer__isnull=False), name="sharing_notice_of_peer"
            ),
            models.UniqueConstraint(
                fields=("agreement", "recall"), condition=models.Q(agreement__isnull=False),
                name="sharing_notice_of_collection",
            ),
        )  # fmt: skip
