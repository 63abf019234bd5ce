"""Columns of datasets, their imports, and the list of rows that nobody may read any more."""

from django.db import models


class Dataset(models.Model):
    """A bulk source of one agency under one envelope; its rows lie in the files of its imports."""

    id = models.CharField(primary_key=True, max_length=36)
    agency = models.CharField(max_length=60)
    slug = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    market = models.CharField(max_length=200, null=True)
    sort = models.CharField(max_length=40)
    mapping = models.CharField(max_length=60)
    terms_id = models.BigIntegerField()
    particulars = models.TextField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency", "slug"), name="dataset_slug"),
            models.UniqueConstraint(fields=("agency", "mapping", "terms_id"), name="dataset_once"),
        )


class Import(models.Model):
    """One original read into a dataset. While ``pending`` it is in no search, count or comparison.

    ``file`` is the Parquet file with its rows, relative to the folder of observations; imports read together share
    one. It is empty when every row was held already.
    """

    id = models.CharField(primary_key=True, max_length=36)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    pending = models.BooleanField(default=True)
    file = models.CharField(max_length=200, default="")
    rows = models.BigIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("dataset", "pending", "id"), name="import_of_dataset"),)


class BlockedRow(models.Model):
    """One row that no search, page or extract gives out any more, by its import and number."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="+")
    import_id = models.CharField(max_length=36)
    row = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dataset", "import_id", "row"), name="blocked_once"),)
