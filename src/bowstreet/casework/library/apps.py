"""The application of this room."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The library room."""

    name = "bowstreet.casework.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
