"""A workspace goes out into one file, and comes in from one, all or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, IntegrityError, connection, models, transaction
from django.utils.dateparse import parse_datetime

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_manage, require
from provenance.audit.earlier import ARRIVED
from provenance.audit.models import EarlierEvent
from provenance.audit.services import record

from .checking import ImportRefused, Reader
from .parts import FILES, PARTS, SHARED, USER, WORKSPACE, columns, entry_of, model_of
from .writing import COMMON, HISTORY, PEOPLE, Writer

AT_ONCE = 200
MAY_NOT = "Only owners take a workspace along."


@transaction.atomic
def note_export(workspace: Workspace, *, by: User | None) -> None:
    """Remember that a workspace goes out; called before it does, so that the file tells of it."""
    require(by is None or may_manage(by, workspace.pk), MAY_NOT)
    record("workspace.exported", workspace, by=by)


def write_workspace(workspace: Workspace, out: IO[bytes], *, by: User | None) -> dict[str, int]:
    """Write a workspace into a file; with `by` only what that owner may see. Counts by kind."""
    note_export(workspace, by=by)
    return Writer(workspace, out, by).write()


@transaction.atomic
def import_workspace(
    given: IO[bytes], *, joins_accounts: bool = False, by: User | None = None
) -> tuple[Workspace, dict[str, int]]:
    """Take a workspace in from a file, into a database that holds none. Counts by kind.

    Its rows keep their numbers, so that their addresses stay what they were. `joins_accounts`
    takes an account that has the user name of one in the file for the same person. Raises
    ImportRefused, and then nothing is changed.
    """
    reader = Reader(given)
    reader.check()
    _refuse_unless_empty()
    known = {USER: _people(reader, joins_accounts), **_common(reader)}
    counts: Counter[str] = Counter()
    try:
        for label in PARTS:
            model = model_of(label)
            number = _insert(model, _here(reader.rows(label), model, known, reader))
            if number:
                counts[model._meta.model_name or label] += number
        workspace = Workspace.objects.get()
        counts["earlierevent"] += _keep_history(reader, workspace)
        _go_on_numbering()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except Workspace.DoesNotExist:
        raise ImportRefused("holds no workspace", entry_of(WORKSPACE)) from None
    except (IntegrityError, Error) as error:
        said = str(error).partition("\n")[0]
        raise ImportRefused(f"What stands in it does not fit together: {said}") from error
    end = reader.manifest["history"]
    record(
        ARRIVED,
        workspace,
        by=by,
        events=counts["earlierevent"] and end.get("events"),
        hash=counts["earlierevent"] and end.get("hash"),
        exported_at=reader.manifest["exported_at"],
    )
    return workspace, {kind: number for kind, number in counts.items() if number}


def _refuse_unless_empty() -> None:
    """The numbers of rows are their addresses, so nothing may stand in their way."""
    for label in PARTS:
        rows = model_of(label)._base_manager.all()
        if PARTS[label]:  # What belongs to nobody stands in every database.
            rows = rows.exclude(**{PARTS[label]: None})
        if rows.exists():
            raise ImportRefused(
                "This database holds a workspace already. Take it into an empty one: a new "
                "DATA_DIR or DATABASE_URL."
            )


def _people(reader: Reader, joins: bool) -> dict[int, int]:
    """Number there -> number here, of everyone who is named. New accounts have no password."""
    found: dict[int, int] = {}
    for number, row in reader.lines(PEOPLE):
        here = User.objects.filter(username=row["username"]).first()
        if here is not None and not joins:
            raise ImportRefused(
                f"There is an account called {row['username']} here already. Say that they are "
                "the same person (--join-accounts), or take it into an empty database.",
                PEOPLE,
                number,
            )
        found[row["pk"]] = (here or _account(row, number)).pk
    return found


def _account(row: dict[str, Any], number: int) -> User:
    taken = User.objects.filter(pk=row["pk"]).exists()
    user = User(pk=None if taken else row["pk"], username=row["username"], name=row["name"])
    user.is_confined = bool(row["is_confined"])
    user.set_unusable_password()
    try:
        user.full_clean(exclude={"password", "email"})
    except (ValidationError, TypeError) as error:
        raise ImportRefused(f"is no account: {error}", PEOPLE, number) from error
    user.save()
    return user


def _common(reader: Reader) -> dict[str, dict[int, int]]:
    """Number there -> number here, of scales and ratings that belong to nobody."""
    found: dict[str, dict[int, int]] = {label: {} for label in SHARED}
    for number, row in reader.lines(COMMON):
        names = SHARED.get(row["table"])
        if names is None or not isinstance(row["key"], list) or len(row["key"]) != len(names):
            raise ImportRefused("names no table that we share", COMMON, number)
        wanted = dict(zip(names, row["key"], strict=True)) | {PARTS[row["table"]]: None}
        here = model_of(row["table"])._base_manager.filter(**wanted).first()
        if here is None:
            raise ImportRefused(f"names {row['key']}, which is not here", COMMON, number)
        found[row["table"]][row["pk"]] = here.pk
    return found


def _here(
    rows: Iterable[list[Any]],
    model: type[models.Model],
    known: dict[str, dict[int, int]],
    reader: Reader,
) -> Iterator[list[Any]]:
    """Rows with the numbers of people and shared ratings as they are here, and their captures."""
    fields = columns(model)
    label = model._meta.label
    named = [
        (place, known[_target(one)])
        for place, one in enumerate(fields)
        if one.is_relation and _target(one) in known
    ]
    places = [n for n, one in enumerate(fields) if label == FILES and one.name == "warc"]
    for values in rows:
        for place, numbers in named:
            values[place] = numbers.get(values[place], values[place])
        for place in places:
            values[place] = reader.capture(values[place])
        yield values


def _target(field: "models.Field[Any, Any]") -> str:
    """Which table a column names; empty for one that names none."""
    return field.related_model._meta.label if field.related_model else ""


def _insert(model: type[models.Model], rows: Iterable[list[Any]]) -> int:
    """Insert rows as they are: `save` would set their dates anew. How many."""
    fields = columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(one.column or one.name) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    number, waiting = 0, []
    with connection.cursor() as cursor:
        for values in rows:
            pairs = zip(fields, values, strict=True)
            waiting.append([one.get_db_prep_save(value, connection) for one, value in pairs])
            number += 1
            if len(waiting) >= AT_ONCE or model._meta.label == FILES:
                cursor.executemany(sql, waiting)
                waiting.clear()
        if waiting:
            cursor.executemany(sql, waiting)
    return number


def _keep_history(reader: Reader, workspace: Workspace) -> int:
    """Keep the history as it came, word for word."""
    if HISTORY not in reader.entries:
        return 0
    names = {row["pk"]: row["name"] or row["username"] for _, row in reader.lines(PEOPLE)}
    last = EarlierEvent.objects.filter(workspace=workspace.pk).order_by("-move").first()
    move, number = (last.move if last else 0) + 1, 0
    waiting: list[EarlierEvent] = []
    for number, row in reader.lines(HISTORY):
        at = parse_datetime(row["at"])
        if at is None:
            raise ImportRefused("has no moment", HISTORY, number)
        told = {**row, "at": at, "actor_name": names.get(row["actor"], "")}
        waiting.append(EarlierEvent(workspace=workspace.pk, move=move, **told))
        if len(waiting) >= AT_ONCE:
            EarlierEvent.objects.bulk_create(waiting)
            waiting.clear()
    EarlierEvent.objects.bulk_create(waiting)
    return number


def _go_on_numbering() -> None:
    """Have new rows numbered after those that came."""
    made = [model_of(label) for label in PARTS] + [User]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(sql)
