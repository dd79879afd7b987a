"""Configuration of the app ``marches``."""

from django.apps import AppConfig


class MarchesConfig(AppConfig):
    """Configuration of the app ``marches``."""

    name = "marches"
    default_auto_field = "django.db.models.BigAutoField"
