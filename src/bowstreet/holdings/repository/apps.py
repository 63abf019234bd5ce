"""Tells Django where this room is."""

from django.apps import AppConfig


class RepositoryConfig(AppConfig):
    """The repository room."""

    name = "bowstreet.holdings.repository"
    label = "repository"
    default_auto_field = "django.db.models.BigAutoField"
