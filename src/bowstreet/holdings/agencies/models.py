"""Columns of agencies, officers, groups, tokens, enrolment links and the counters of failed sign-ins."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Agency(models.Model):
    """An agency or partner body."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    sort = models.CharField(max_length=40)
    contact = models.CharField(max_length=200)
    standing = models.TextField()
    sealing_key = models.CharField(max_length=64)
    signing_key = models.TextField(default="")
    suspended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()


class Officer(AbstractBaseUser):
    """A person with a role in one agency. Sessions begun before ``sessions_from`` have ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(max_length=64, unique=True)
    email = models.EmailField(default="", blank=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    clearance = models.CharField(max_length=40, default="UNCLASSIFIED")
    is_active = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    sessions_from = models.DateTimeField(null=True)

    objects = BaseUserManager["Officer"]()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Token(models.Model):
    """A key for programs, stored as a hash. ``purposes`` is a space-separated list of codes."""

    id = models.UUIDField(primary_key=True, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    purposes = models.TextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class EnrolmentLink(models.Model):
    """A one-time link by which an officer sets password and second factor, stored as a hash."""

    secret_hash = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    totp_secret = models.TextField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Group(models.Model):
    """A joint investigation team, task force or other circle of agencies, with the hash of its arrangement.

    ``hidden``: its members do not learn who else is in it. Said when it is made, and never taken back.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    arrangement = models.CharField(max_length=64, default="")
    hidden = models.BooleanField(default=False)
    made_at = models.DateTimeField()


class GroupMember(models.Model):
    """That an agency belongs to a group from one day to another (``until`` is the last day)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)


class Counter(models.Model):
    """One number, raised by whatever may change an answer of the gate."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    value = models.BigIntegerField()


class Attempt(models.Model):
    """How often sign-in failed for one login (its keyed hash, so that what was typed is not kept)."""

    login_hash = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)


class Release(models.Model):
    """An owner's yes that stands: to an officer, or to an agency where ``officer`` is empty, for one action.

    ``terms`` is the digest of the terms for which it holds, ``until`` its last day. One that is ended is taken away;
    what was asked and answered stays with the request.
    """

    request = models.CharField(max_length=36)
    terms = models.CharField(max_length=64)
    action = models.CharField(max_length=20)
    purpose = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.CharField(max_length=36, default="")
    until = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("request", "action"), name="agencies_release_once"),)
        indexes = (models.Index(fields=("agency", "until"), name="agencies_release_agency"),)
