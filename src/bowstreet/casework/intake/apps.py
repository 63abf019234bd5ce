"""Tells Django where this room is."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The intake room."""

    name = "bowstreet.casework.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
