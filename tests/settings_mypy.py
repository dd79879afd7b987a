"""Settings for mypy: the models keep their own managers, which django-stubs can name; those that modeltranslation makes it cannot."""

from modeltranslation import translator

translator.add_manager = lambda model: None  # noqa: ARG005

from archive.settings import *  # noqa: E402, F403
