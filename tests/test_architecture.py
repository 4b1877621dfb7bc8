"""The house rules that a reader should be able to rely on."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from rest_framework.viewsets import ModelViewSet

ROOT = Path(__file__).parent.parent
WINGS = ("provenance", "claims")
MODULES = sorted(p for wing in WINGS for p in (ROOT / wing).rglob("*.py"))
OURS = [p for p in MODULES if "migrations" not in p.parts]

# Each room may import rooms above it in this list, never below it.
LADDER = [
    "provenance.audit",
    "provenance.accounts",
    "provenance.sources",
    "provenance.lineage",
    "provenance.capture",
    "provenance.api",
    "provenance.web",
    "claims.records",
    "claims.annotations",
    "claims.evidence",
    "claims.groundwork",
    "claims.asides",
    "claims.reviews",
    "claims.cases",
    "claims.classroom",
    "claims.lti",
    "claims.search",
    "claims.suggest",
    "claims.requests",
    "claims.attention",
    "claims.exchange",
    "claims.webhooks",
    "claims.api",
    "claims.web",
]
FACES = {"api", "web"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def room(dotted: str) -> str:
    return ".".join(dotted.split(".")[:2])


@cache
def imports(path: Path) -> set[str]:
    """Every module and name a file imports, at its top or inside a function."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, [base, node.module]))
            found |= {source} | {f"{source}.{alias.name}" for alias in node.names}
    return found


def calls(node: ast.AST) -> set[str]:
    """The bare names of everything called inside a node."""
    named = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {
        func.attr if isinstance(func, ast.Attribute) else func.id
        for func in named
        if isinstance(func, ast.Attribute | ast.Name)
    }


# --- the ladder -----------------------------------------------------------------------------


def test_rooms_only_import_downwards():
    upward = {}
    for path in OURS:
        here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if here in LADDER:  # settings, urls, wsgi: the front door names rooms by string
            later = LADDER[LADDER.index(here) + 1 :]
            above = {name for name in imports(path) if room(name) in later}
            upward |= {name_of(path): above} if above else {}
    assert not upward


def test_foreign_keys_point_downwards():
    def where(model):
        return room(model._meta.app_config.name)

    upward = [
        str(field)
        for model in apps.get_models()
        if where(model) in LADDER
        for field in model._meta.concrete_fields
        if field.is_relation and where(field.related_model) in LADDER
        if field.related_model is not get_user_model()  # the user is everyone's
        if LADDER.index(where(field.related_model)) > LADDER.index(where(model))
    ]
    assert not upward


def test_every_room_is_on_the_ladder():
    rooms = {f"{p.parent.parent.name}.{p.parent.name}" for p in ROOT.glob("*/*/__init__.py")}
    assert {r for r in rooms if r.split(".")[0] in WINGS} == set(LADDER)


def test_benchmarks_and_tests_are_never_imported_by_the_wings():
    outside = {"benchmarks", "tests"}
    assert not [
        name_of(path) for path in OURS if outside & {name.split(".")[0] for name in imports(path)}
    ]


# --- sizes ----------------------------------------------------------------------------------


def written_by_hand() -> list[Path]:
    folders = [*WINGS, "frontend", "tests", "benchmarks", "fixtures"]
    found = [
        path
        for folder in folders
        for kind in ("py", "ts", "css", "html", "js", "mjs")
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]
    made = {"migrations", "built", "node_modules", "__pycache__"}
    # Pages brought in as samples are as long as their authors wrote them.
    samples = ROOT / "fixtures"
    return sorted(
        path
        for path in found
        if not made & set(path.parts) and not (path.suffix == ".html" and samples in path.parents)
    )


def test_files_stay_short():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in written_by_hand()}
    assert not {name: lines for name, lines in lengths.items() if lines > 400}


def test_settings_stay_readable():
    assert len((ROOT / "provenance/settings.py").read_text().splitlines()) <= 200


def test_names_say_what_things_are():
    vague = {"utils", "helpers", "common", "core", "manager", "managers", "handler", "handlers"}
    assert not [name_of(p) for p in OURS if vague & set(p.with_suffix("").parts)]


# --- faces ----------------------------------------------------------------------------------

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "delete",
    "get_or_create",
    "insert_together",
    "update_or_create",
    "touch",
}


def methods_called(path: Path) -> set[str]:
    called = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return {func.attr for func in called if isinstance(func, ast.Attribute)}


def test_faces_never_write():
    """Pages and API views call a service instead."""
    faces = [path for path in OURS if FACES & set(path.parts)]
    assert not {name_of(path) for path in faces if methods_called(path) & WRITES}
    assert not {name_of(path) for path in faces if "provenance.inserting" in imports(path)}


def test_no_view_set_writes_by_itself():
    def heirs(kind: type) -> Iterator[type]:
        for heir in kind.__subclasses__():
            yield heir
            yield from heirs(heir)

    for path in OURS:
        assert "ModelViewSet" not in {name.rsplit(".", 1)[-1] for name in imports(path)}
    assert not [heir for heir in heirs(ModelViewSet) if heir.__module__.split(".")[0] in WINGS]


# --- where things may be done ---------------------------------------------------------------


def test_nothing_happens_behind_a_signal():
    """A service that needs another calls it by name."""
    behind = ("django.dispatch", "django.db.models.signals", "allauth.account.signals")
    assert not {
        name_of(path) for path in OURS if any(name.startswith(behind) for name in imports(path))
    }


READS_THE_ENVIRONMENT = {
    "provenance/settings.py": "the one place for settings",
    "provenance/archive.py": "hands its own environment on to pg_dump",
    "provenance/launch.py": "hands its own environment on to what it starts",
}


def looks_into_the_environment(path: Path) -> bool:
    """Whether a file reads os.environ; naming the settings for Django is no look."""
    looks = 0
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            looks += node.attr in {"environ", "getenv"}
            looks -= ast.unparse(node) == "os.environ.setdefault"
    return looks > 0


def test_only_settings_read_the_environment():
    looking = {name_of(path) for path in MODULES if looks_into_the_environment(path)}
    assert looking <= set(READS_THE_ENVIRONMENT)


NETWORK = {"aiohttp", "ftplib", "http.client", "httpcore", "httpx", "requests", "smtplib"}
NETWORK |= {"socket", "urllib.request", "urllib3"}
OPENS_CONNECTIONS = {
    "provenance/capture/fetch/connecting.py": "the outside world",
    "provenance/capture/warc.py": "takes the words for status codes from http.client",
    "provenance/launch.py": "asks its own web server whether it is up",
}


def test_only_fetch_opens_connections():
    opening = {name_of(path) for path in MODULES if imports(path) & NETWORK}
    assert opening <= set(OPENS_CONNECTIONS)


# --- services -------------------------------------------------------------------------------

SERVICES = [p for p in OURS if p.name == "services.py" or p.parent.name == "services"]
FUNCTIONS = {
    (name_of(path), node.name): node
    for path in SERVICES
    for node in tree_of(path).body
    if isinstance(node, ast.FunctionDef)
}
BY_NAME: dict[str, list[ast.FunctionDef]] = {}
for (_, short), function in FUNCTIONS.items():
    BY_NAME.setdefault(short, []).append(function)

# Changes that nobody needs to be told of.
UNTOLD = {
    "deliver": "notes each attempt in a row that is shown; switching off is recorded",
    "arrive": "notes what a platform says of its own courses; what follows from it is recorded",
    "begin_launch": "gives a browser what is good for minutes",
    "begun": "follows from a step that its caller records",
    "collect_scores": "belongs to the release; what comes of each telling is recorded",
    "compare_left_out": "works out what follows from texts that never change",
    "compare_snapshot": "works out what follows from texts; what it proposes is recorded",
    "compare_snapshots": "works out what follows from texts; what it proposes is recorded",
    "fingerprint_snapshots": "works out what follows from texts that never change",
    "forget_fingerprints": "drops what can be worked out again from texts that never change",
    "follow_left_out": "works out what follows from texts that never change",
    "follow_passages": "works out what follows from texts that never change",
    "forget_old_deliveries": "drops what ended long ago",
    "forget_erased": "drops what hangs on someone who was erased, which is recorded",
    "forget_old_launches": "drops what is of no use after minutes",
    "forget_answers": "drops kept answers whose time is over",
    "forget_salts": "throws away what told the senders of past days apart",
    "mark_read": "says what one person has read, which nobody else sees",
    "notify": "tells people of events that are recorded already",
    "read_on": "tells people of events that are recorded already",
    "send_letter": "tells people of events that are recorded already",
    "keep_first_appearance": "follows from a change that its caller records",
    "keep_answer": "belongs to a creation that records its own event",
    "note_use": "says roughly when a token was last used",
    "receive_launch": "notes that a launch was used; what follows from it is recorded",
    "record_many": "is the recording itself",
    "reserve_answer": "belongs to a creation that records its own event",
    "save_answer": "keeps every version of an answer beside it, with who wrote it and when",
    "send_next": "sends what events led to; see deliver",
    "tell_new_events": "follows from events that are recorded",
    "tell_of": "follows from events that are recorded",
    "send": "belongs to the asking or to the clock; each visit says what it found",
    "send_visits": "only says who is visited next",
}


def reached(function: ast.FunctionDef) -> set[str]:
    """Every name called from a service, through the other services it calls."""
    found: set[str] = set()
    waiting = [function]
    while waiting:
        new = calls(waiting.pop()) - found
        found |= new
        waiting += [inner for name in new for inner in BY_NAME.get(name, [])]
    return found


def is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


def is_public(function: ast.FunctionDef) -> bool:
    return not function.name.startswith("_")


def tells_its_caller(function: ast.FunctionDef) -> bool:
    """Whether it gives back what happened, for the caller to record with the rest."""
    return function.returns is not None and "Happening" in ast.unparse(function.returns)


def changes_rows(function: ast.FunctionDef) -> bool:
    return is_atomic(function) or bool(reached(function) & WRITES)


def those(wanted) -> list[str]:
    """Where the public services that change rows and fit a description stand."""
    return [
        f"{path}: {name}"
        for (path, name), function in FUNCTIONS.items()
        if is_public(function) and changes_rows(function) and wanted(function)
    ]


def leaves_an_event(function: ast.FunctionDef) -> bool:
    return bool(reached(function) & {"record", "record_many"})


def test_every_change_leaves_an_event():
    """A service records what it did, or gives it back for its caller to record."""
    assert not those(
        lambda f: (
            f.name not in UNTOLD
            and not leaves_an_event(f)
            and (is_atomic(f) or not tells_its_caller(f))
        )
    )


def test_every_service_asks_who_is_acting():
    assert not those(
        lambda f: is_atomic(f) and "by" not in {argument.arg for argument in f.args.kwonlyargs}
    )


def test_the_exceptions_still_exist():
    assert set(UNTOLD) <= set(BY_NAME)


def test_services_were_found():
    assert len(those(is_atomic)) > 40


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
