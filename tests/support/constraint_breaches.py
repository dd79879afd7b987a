"""Rows that a constraint of the database must refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction


class Breach(NamedTuple):
    """What breaks the rule of one name, done to a loaded row."""

    rule: str
    model: type[models.Model]
    commit: Callable[[models.QuerySet], object]
    of: dict[str, object]

    def __str__(self) -> str:
        return self.rule


def change_row(rule: str, model: type[models.Model], change: dict[str, object], **of: object) -> Breach:
    """A loaded row, the first with ``of``, changed."""
    return Breach(rule, model, lambda rows: model._base_manager.filter(pk=rows[0].pk).update(**change), of)


def duplicate_row(rule: str, model: type[models.Model], change: dict[str, object] | None = None, **of: object) -> Breach:
    """A second row like the first with ``of``, but for its key and a change."""

    def commit(rows: models.QuerySet) -> None:
        one = rows[0]
        for name, value in {"pk": model._base_manager.latest("pk").pk + 1, **(change or {})}.items():
            setattr(one, name, value)
        one.save(force_insert=True)

    return Breach(rule, model, commit, of)


def check_breach(breach: Breach) -> None:
    """The database refuses it, and by that rule."""
    rows = breach.model._base_manager.filter(**breach.of).order_by("pk")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        breach.commit(rows)
    assert breach.rule in str(refusal.value) or _columns(breach) in str(refusal.value)


def _columns(breach: Breach) -> str:
    """How SQLite names a rule of uniqueness."""
    rule = next(one for one in breach.model._meta.constraints if one.name == breach.rule)
    table, columns = (
        breach.model._meta.db_table,
        [breach.model._meta.get_field(name).column for name in getattr(rule, "fields", ())],
    )
    return ", ".join(f"{table}.{column}" for column in columns) or breach.rule


def constraint_names(app: str) -> set[str]:
    """The names of all constraints that the models of an app declare."""
    return {rule.name for model in apps.get_app_config(app).get_models() for rule in model._meta.constraints}
