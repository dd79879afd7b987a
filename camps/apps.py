"""Configuration of the app ``camps``."""

from django.apps import AppConfig


class CampsConfig(AppConfig):
    """Configuration of the app ``camps``."""

    name = "camps"
    default_auto_field = "django.db.models.BigAutoField"
