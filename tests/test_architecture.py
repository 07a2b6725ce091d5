"""The rooms of the house and which doors there are between them (design: docs/house.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# An app may import those to its left, and itself; lattvikt itself, the roof, may import all.
APPS = [
    "lattvikt.lib",
    "accounts",
    "archive",
    "outbox",
    "members",
    "board",
    "admission",
    "billing",
    "events",
    "checks",
    "proposals",
]

# Within an app, a module may import those to its left.
ROOMS = ["rules", "models", "mails", "actions", "tasks", "forms", "doors", "views", "admin", "urls"]


def files_of(app):
    folder = ROOT / app.replace(".", "/")
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def app_of(module):
    return next((app for app in APPS if f"{module}.".startswith(f"{app}.")), None)


def room_of(path, app):
    first = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
    return first if first in ROOMS else None


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_those_below_it(app):
    upwards = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in files_of(app)
        for module in imports(path)
        if (other := app_of(module)) and APPS.index(other) > APPS.index(app)
    ]
    assert upwards == []


@pytest.mark.parametrize("app", APPS)
def test_no_app_imports_the_roof(app):
    roof = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in files_of(app)
        for module in imports(path)
        if module.startswith("lattvikt.") and app_of(module) != "lattvikt.lib"
    ]
    assert roof == []


@pytest.mark.parametrize("app", APPS[1:])
def test_a_room_imports_only_those_to_its_left(app):
    wrong = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in files_of(app)
        if (room := room_of(path, app))
        for module in imports(path)
        if module.startswith(f"{app}.")
        and (other := module.split(".")[1]) in ROOMS
        and ROOMS.index(other) > ROOMS.index(room)
    ]
    assert wrong == []


PURE = {"rules", "bank"}


@pytest.mark.parametrize("app", APPS)
def test_rules_know_no_database_clock_or_settings(app):
    known = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in files_of(app)
        if PURE & {path.stem, *path.relative_to(ROOT).parts}
        for module in imports(path)
        if module.startswith(("django.db", "django.conf", "django.utils.timezone"))
        or (module.split(".")[-1] == "models" and app_of(module))
    ]
    assert known == []


def test_nothing_is_imported_inside_a_function():
    """But what is slow to load and seldom needed, and that says so on its line."""
    inside = []
    for path in [p for app in [*APPS, "lattvikt"] for p in files_of(app)]:
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                inside += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                    and "# slow" not in lines[inner.lineno - 1]
                ]
    assert inside == []
