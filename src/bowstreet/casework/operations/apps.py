"""The application of this room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The room of operations."""

    name = "bowstreet.casework.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"
