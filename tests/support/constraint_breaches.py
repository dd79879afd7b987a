"""Breaches of database constraints, which must be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction


class Breach(NamedTuple):
    """A change of loaded rows that breaks the constraint ``rule``; ``of`` filters the rows."""

    rule: str
    model: type[models.Model]
    commit: Callable[[models.QuerySet], object]
    of: dict[str, object]

    def __str__(self) -> str:
        return self.rule


def change_row(rule: str, model: type[models.Model], change: dict[str, object], **of: object) -> Breach:
    """Return the breach that changes the first row with ``of``."""
    return Breach(rule, model, lambda rows: model._base_manager.filter(pk=rows[0].pk).update(**change), of)


def duplicate_row(rule: str, model: type[models.Model], change: dict[str, object] | None = None, **of: object) -> Breach:
    """Return the breach that inserts a copy of the first row with ``of``, changed."""

    def commit(rows: models.QuerySet) -> None:
        row = rows[0]
        for name, value in {"pk": model._base_manager.latest("pk").pk + 1, **(change or {})}.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return Breach(rule, model, commit, of)


def check_breach(breach: Breach) -> None:
    """Assert that the database refuses the breach because of its constraint."""
    rows = breach.model._base_manager.filter(**breach.of).order_by("pk")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        breach.commit(rows)
    assert breach.rule in str(refusal.value) or _columns(breach) in str(refusal.value)


def _columns(breach: Breach) -> str:
    """Return the name of a constraint of uniqueness in SQLite's message."""
    rule = next(constraint for constraint in breach.model._meta.constraints if constraint.name == breach.rule)
    table, columns = (
        breach.model._meta.db_table,
        [breach.model._meta.get_field(name).column for name in getattr(rule, "fields", ())],
    )
    return ", ".join(f"{table}.{column}" for column in columns) or breach.rule


def constraint_names(app: str) -> set[str]:
    """Return the names of all constraints of an app's models."""
    return {rule.name for model in apps.get_app_config(app).get_models() for rule in model._meta.constraints}
