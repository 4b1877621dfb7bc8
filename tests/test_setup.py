"""The set-up files agree with each other and give nothing away."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Give package -> version of a lock file; a package may have one more for other Pythons."""
    return dict(PINNED.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


def wanted(name: str) -> set[str]:
    """Give the packages asked for in ``requirements/NAME.in``, spelled as in lock files."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text().split("\n")
    named = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("-")]
    return {re.sub(r"[-_.]+", "-", one.group()).lower() for one in named if one}


def run_make(*arguments: str, cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env={**kept, **changes}, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_requirement_is_locked_with_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert wanted(name) <= set(pins(name))
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_tests_run_with_the_versions_that_the_program_runs_with() -> None:
    base, dev = pins("base"), pins("dev")
    assert {name: dev.get(name) for name in base} == base


@pytest.mark.parametrize(
    "name", ["requirements/base.txt", "requirements/dev.txt", "package-lock.json"]
)
def test_lock_files_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"^.*(?:index-url|find-links|\"resolved\"|file://).*$", text, re.M) == []
    # The addresses left are those at which a package's makers ask for support.
    addresses = re.findall(r"https?://[^\s\"]+", text)
    assert [one for one in addresses if "registry" in one or "pypi" in one] == []


def test_front_end_is_locked_to_what_it_asks_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert locked[""][kind] == asked[kind]
    entries = [entry for path, entry in locked.items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)


@pytest.mark.parametrize(
    "path", [".venv/x", "var/x", "node_modules/x", "provenance/web/static/built/main.js"]
)
def test_what_is_built_or_secret_is_never_committed(path: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the project is no git repository")
    subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT, check=True)


def test_ci_runs_what_the_readme_says() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    assert ci.read_text().splitlines()[-1] == "make check"
    assert "\n    make check\n" in (ROOT / "README.md").read_text()
    subprocess.run(["bash", "-n", ci], check=True)


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "lock", "clean"])
def test_targets_that_are_promised_exist(target: str) -> None:
    assert run_make("--dry-run", target).returncode == 0


def test_missing_python_is_named(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements/base.txt", "requirements/dev.txt", "package-lock.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    done = run_make("run", "PYTHON=", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_secret_key_is_made_once_for_our_eyes_only(tmp_path: Path) -> None:
    said = []
    for _ in range(2):
        show = "from provenance import settings; print(settings.SECRET_KEY)"
        kept = {key: value for key, value in os.environ.items() if key != "SECRET_KEY"}
        done = subprocess.run(
            [sys.executable, "-c", show],
            cwd=ROOT,
            env={**kept, "DATA_DIR": str(tmp_path), "TESTING": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout)
    assert said[0] == said[1]
    assert len(said[0]) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
