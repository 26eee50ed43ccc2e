"""Ratchets over Python files: size, names, and the few calls that open a hole."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

MAX_FILE, MAX_VIEWS, MAX_FUNCTION = 300, 200, 30
BANNED_NAMES = frozenset(
    ["utils", "helpers", "common", "misc", "lib", "managers", "services", "base"]
)
# The one place where markup is declared safe: its inputs are the house's own.
MAY_MARK_SAFE = frozenset({"foundation/core/templatetags/ui.py"})
# These find the principal, or what belongs to it alone, before anybody is known.
KNOWS_THE_PRINCIPAL = frozenset(
    {
        "foundation/accounts/api/auth.py",
        "foundation/accounts/api/idempotency.py",
        "foundation/accounts/views/sign_in.py",
    }
)
# A signed or secret link is its own permission; `none` shows nothing.
HARMLESS_STARTS = frozenset({"visible_to", "by_access_key", "none"})
# The house's own reference data: the capability alone decides.
REFERENCE_DATA = frozenset({"Team"})
GETTERS = frozenset({"get_object_or_404", "get_list_or_404"})


def short_files(path: str, text: str) -> Iterator[str]:
    """A file fits in a head: 300 lines, 200 where it is views."""
    limit = (
        MAX_VIEWS if "views" in PurePosixPath(path).with_suffix("").parts else MAX_FILE
    )
    length = text.count("\n")
    if length > limit:
        yield f"{path}: {length} lines, at most {limit}"


def short_functions(path: str, text: str) -> Iterator[str]:
    """A function fits on a screen: 30 lines, its docstring and decorators aside."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        length -= _docstring_lines(node)
        if length > MAX_FUNCTION:
            yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def telling_names(path: str, text: str) -> Iterator[str]:
    """No module is called for being useful."""
    banned = BANNED_NAMES.intersection(PurePosixPath(path).with_suffix("").parts)
    yield from (f"{path}: {name} says nothing" for name in sorted(banned))


def visible_things(path: str, text: str) -> Iterator[str]:
    """Views and serializers ask for what the principal may see, and nothing else."""
    parts = PurePosixPath(path).with_suffix("").parts
    if not {"views", "api"}.intersection(parts) or path in KNOWS_THE_PRINCIPAL:
        return
    declared = _declared_querysets(text)
    for node in _expressions(text):
        if node.lineno in declared:
            continue
        if _asks_a_manager(node) or _gets_from_a_model(node):
            yield f"{path}:{node.lineno}: does not start at visible_to"


def no_host_from_the_request(path: str, text: str) -> Iterator[str]:
    """Links are built from BASE_URL; a request can name any host it likes."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr == "build_absolute_uri":
            yield f"{path}:{node.lineno}: build_absolute_uri"


def marked_safe_in_one_place(path: str, text: str) -> Iterator[str]:
    """Markup is declared safe in one module; everybody else formats."""
    if path in MAY_MARK_SAFE:
        return
    for node in _expressions(text):
        name = _called_name(node)
        if name in {"mark_safe", "SafeString", "SafeText"}:
            yield f"{path}:{node.lineno}: {name}"


def _expressions(text: str) -> Iterator[ast.expr]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.expr))


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def _declared_querysets(text: str) -> set[int]:
    """Lines of `queryset = …` in a class body: the base of every API view narrows it by
    visible_to in a get_queryset that nobody may override."""
    return {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id == "queryset"
        for line in range(statement.lineno, (statement.end_lineno or 0) + 1)
    }


def _asks_a_manager(node: ast.expr) -> bool:
    """`Model.objects.x`, or `Model.objects` handed on as it is, for any x but a harmless one."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_default_manager", "_base_manager"}
        and node.attr not in HARMLESS_STARTS
        and not _is_reference(node.value.value)
    )


def _is_reference(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in REFERENCE_DATA


def _gets_from_a_model(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or _called_name(node) not in GETTERS:
        return False
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Name):
        return first.id[:1].isupper() and not _is_reference(first)
    return isinstance(first, ast.Attribute) and first.attr == "objects"


def _called_name(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


RATCHETS = (
    short_files,
    short_functions,
    telling_names,
    visible_things,
    no_host_from_the_request,
    marked_safe_in_one_place,
)
