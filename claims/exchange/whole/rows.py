"""One row of any table as JSON and back, with nothing lost. Pure."""

import base64
import binascii
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_string

Fields = "Sequence[models.Field[Any, Any]]"


class RowError(ValueError):
    """A row that is no row of its table; says why."""


def told(value: Any) -> Any:
    """A value of a column as JSON."""
    if isinstance(value, memoryview | bytes):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def read(row: Any, fields: "Sequence[models.Field[Any, Any]]") -> list[Any]:
    """The values of a row, in the order of the columns. Raises RowError."""
    if not isinstance(row, dict):
        raise RowError("is no JSON object")
    names = {field.attname for field in fields}
    if row.keys() != names:
        wrong = sorted(row.keys() ^ names)[0]
        raise RowError(f"has other columns than the table: {wrong[:60]}")
    return [_value(row[field.attname], field) for field in fields]


def _value(value: Any, field: "models.Field[Any, Any]") -> Any:
    if value is None:
        if field.null:
            return None
        raise RowError(f"has nothing in {field.attname}")
    try:
        return _fitting(_parsed(value, field), field)
    except (ValidationError, ValueError, TypeError, binascii.Error) as error:
        raise RowError(f"has no {type(field).__name__} in {field.attname}") from error


def _parsed(value: Any, field: "models.Field[Any, Any]") -> Any:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(target, models.JSONField):
        return value
    if isinstance(target, models.DurationField):
        found = parse_duration(value)
        if found is None:
            raise ValueError(value)
        return found
    if isinstance(target, models.IntegerField) and type(value) is not int:
        raise ValueError(value)
    if isinstance(target, models.CharField | models.TextField) and not isinstance(value, str):
        raise ValueError(value)
    parsed = target.to_python(value)
    if parsed is None:
        raise ValueError(value)
    return parsed


def _fitting(value: Any, field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.DecimalField):
        field.run_validators(value)  # No more digits than the column has, and no NaN.
    return value
