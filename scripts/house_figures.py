"""The house in figures, held by a ratchet: no figure may become worse than its limit in scripts/house_figures.toml.

``python scripts/house_figures.py`` checks, ``--where FIGURE`` lists the places that a figure counts, and ``--tighten``
writes limits anew where today's figures are better. A limit is loosened by hand only, with the reason in the commit.
"""

import argparse
import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "glasshouse"
LIMITS = Path(__file__).with_suffix(".toml")
COMPLEX = 10
"""Greatest cyclomatic complexity of a function that is not counted."""
NAMED_ROWS = frozenset(("states", "traits", "needs"))
"""Fields whose rows have names, so that no number may stand for a row."""
FORMS = frozenset(f"{form}System" for form in ("Points", "Weighted", "List", "Joint", "Learned", "Watch"))
"""Configurations of the forms of scoring."""
ABOUT_FORMS = ("scoring/forms", "testing/")
"""Where a form's class or name may be asked for."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of the package: its path below the package's folder, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python reads it."""
        return ast.parse(self.text)

    @cached_property
    def module(self) -> str:
        """The name by which the file is imported."""
        parts = [PACKAGE, *self.path.removesuffix(".py").split("/")]
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.AST, what: str = "") -> str:
        """Where something stands, for people to read."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}".rstrip()


Sources = list[Source]


# --- imports ---------------------------------------------------------------------------------------------------------


def loose_modules(sources: Sources) -> list[str]:
    """Modules in the package's own folder, but for its two entries."""
    return [s.path for s in sources if "/" not in s.path and s.path not in ("__init__.py", "__main__.py")]


def imported(source: Source, modules: set[str]) -> set[str]:
    """Modules that a module names in any import statement: in functions and for type checking too, itself left out.

    That a module's packages are imported with it is not counted.
    """
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = _start(source, node)
            for alias in node.names:
                inner = f"{start}.{alias.name}"
                found.add(inner if inner in modules else start)
    return (found & modules) - {source.module}


def _start(source: Source, node: ast.ImportFrom) -> str:
    """The absolute name of the module after ``from``."""
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    kept = parts[: len(parts) - node.level + source.path.endswith("__init__.py")]
    return ".".join([*kept, *([node.module] if node.module else [])])


def import_circles(sources: Sources) -> list[str]:
    """Groups of modules that import each other, directly or not."""
    modules = {s.module for s in sources}
    reached = _reached({s.module: imported(s, modules) for s in sources})
    circles = {frozenset(b for b in reached[a] if a in reached[b]) for a in modules if a in reached[a]}
    return sorted(" <-> ".join(sorted(circle)) for circle in circles)


def _reached(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """By module, all that it imports, directly or not."""
    found = {}
    for start in graph:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting += graph[module]
        found[start] = seen
    return found


def floors(contract: list[str]) -> dict[str, int]:
    """By room, its floor in the import contract, counted from the bottom."""
    return {room: -n for n, line in enumerate(contract) for room in re.findall(r"\w+", line)}


def upward_strings(sources: Sources, floor_of: Mapping[str, int]) -> list[str]:
    """Strings by which a module of a higher floor may be imported, which the import contract cannot see.

    These are strings that name a higher floor than their own, and strings such as ``glasshouse.audit.infer:inferred``,
    which are written for others to import: nobody knows from which floor, unless they name their own room.
    """
    return [
        source.at(node, node.value[:60])
        for source in sources
        for node in _strings(source.tree)
        if _reaches_up(node.value, room_of(source.module), floor_of)
    ]


def room_of(module: str) -> str:
    """The part of the package that a module belongs to; empty for the package itself."""
    return module.split(".")[1] if "." in module else ""


def _reaches_up(text: str, own: str, floor_of: Mapping[str, int]) -> bool:
    if handed := re.fullmatch(rf"{PACKAGE}\.(\w+)[\w.]*:\w+", text):
        return handed[1] != own
    named = re.findall(rf"\b{PACKAGE}\.(\w+)", text)
    return own in floor_of and any(floor_of.get(room, floor_of[own]) > floor_of[own] for room in named)


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """All strings but those that stand alone, which are docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


# --- types -----------------------------------------------------------------------------------------------------------


@cache
def functions(source: Source) -> list[Function]:
    return [node for node in ast.walk(source.tree) if isinstance(node, Function)]


def parameters(function: Function) -> list[ast.expr]:
    """Annotations of a function's parameters."""
    a = function.args
    every = [*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg]
    return [each.annotation for each in every if each is not None and each.annotation is not None]


def is_any(annotation: ast.expr) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id == "Any"


@cache
def annotations(source: Source) -> list[ast.expr]:
    """Annotations of all parameters and returns."""
    found = []
    for function in functions(source):
        found += [*parameters(function), *([function.returns] if function.returns else [])]
    return found


def bare_any(sources: Sources) -> list[str]:
    """Annotations that are ``Any`` and nothing else."""
    return [s.at(note) for s in sources for note in annotations(s) if is_any(note)]


def kernel_any(sources: Sources) -> list[str]:
    """Parameters of type ``Any`` in modules that hold kernels."""
    found = []
    for source in filter(holds_kernels, sources):
        for function in functions(source):
            found += [source.at(note, function.name) for note in parameters(function) if is_any(note)]
    return found


def holds_kernels(source: Source) -> bool:
    """Whether a module is called ``kernel``, or decorates a function with what it imports from ``compilation``."""
    if source.path.endswith("kernel.py"):
        return True
    markers = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("compilation")
        for alias in node.names
    }
    return any(
        isinstance(mark, ast.Name) and mark.id in markers for f in functions(source) for mark in f.decorator_list
    )


# --- reading ---------------------------------------------------------------------------------------------------------


@cache
def blocks(source: Source) -> list[tuple[str, int, int]]:
    """Name, line and cyclomatic complexity of each function and method."""
    return [(b.name, b.lineno, b.complexity) for b in cc_visit(source.text) if b.letter != "C"]


def complex_functions(sources: Sources) -> list[str]:
    """Functions whose cyclomatic complexity is above `COMPLEX`."""
    return [f"{s.path}:{line} {name} {n}" for s in sources for name, line, n in blocks(s) if n > COMPLEX]


@cache
def comments(source: Source) -> list[tuple[int, str]]:
    """Line and text of each comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def skipped_formats(sources: Sources) -> list[str]:
    """Exemptions from the formatter."""
    return [
        f"{s.path}:{line}" for s in sources for line, text in comments(s) if re.match(r"#\s*fmt:\s*(skip|off)", text)
    ]


def comment_lines(sources: Sources) -> list[str]:
    """Lines that hold a comment and nothing else, and no order to a tool."""
    found = []
    for source in sources:
        lines = source.text.splitlines()
        for line, text in comments(source):
            if lines[line - 1].lstrip().startswith("#") and not re.match(r"#\s*(fmt|noqa|type|ruff|mypy):", text):
                found.append(f"{source.path}:{line}")
    return found


@cache
def code_lines(source: Source) -> int:
    """Lines that hold code: neither blank nor comment nor docstring."""
    empty = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    filled = {n for t in tokens if t.type not in empty for n in range(t.start[0], t.end[0] + 1)}
    alone = [n.value for n in ast.walk(source.tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]
    return len(filled - {n for node in alone for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)})


def numbers_for_rows(sources: Sources) -> list[str]:
    """Numbers that stand for a row which has a name: ``states[3]``."""
    return [
        source.at(node, ast.unparse(node))
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Subscript) and last_name(node.value) in NAMED_ROWS and is_number(node.slice)
    ]


def last_name(node: ast.expr) -> str:
    """The name of a variable or attribute, or the key of an element."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def is_number(index: ast.expr) -> bool:
    first = index.elts[0] if isinstance(index, ast.Tuple) and index.elts else index
    return isinstance(first, ast.Constant) and type(first.value) is int


def tests_for_a_form(sources: Sources) -> list[str]:
    """Tests for a form's class or name outside the forms."""
    return [
        source.at(node)
        for source in sources
        if not source.path.startswith(ABOUT_FORMS)
        for node in ast.walk(source.tree)
        if asks_for_a_form(node)
    ]


def asks_for_a_form(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return any(last_name(side) == "form" for side in (node.left, *node.comparators))
    if isinstance(node, ast.MatchClass):
        return last_name(node.cls) in FORMS
    if isinstance(node, ast.Call) and last_name(node.func) == "isinstance" and len(node.args) == 2:
        return any(last_name(part) in FORMS for part in ast.walk(node.args[1]) if isinstance(part, ast.expr))
    return False


# --- figures and limits ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One figure: what it counts, and the number that is held."""

    places: Callable[[Sources], list[str]]
    value: Callable[[Sources, list[str]], float] = lambda _, places: len(places)
    more_is_better: bool = False

    def is_worse(self, value: float, limit: float) -> bool:
        """Whether a value is on the wrong side of its limit."""
        return value < limit if self.more_is_better else value > limit


def per_cent_of(whole: Callable[[Source], list[object]]) -> Callable[[Sources, list[str]], float]:
    return lambda sources, places: round(100 * len(places) / max(1, sum(len(whole(s)) for s in sources)), 1)


def per_thousand_code_lines(sources: Sources, places: list[str]) -> float:
    return round(1000 * len(places) / max(1, sum(map(code_lines, sources))), 1)


def longest(sources: Sources) -> list[str]:
    return [f"{s.path} {len(s.text.splitlines())}" for s in sorted(sources, key=lambda s: -len(s.text.splitlines()))]


def contract() -> dict[str, int]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return floors(settings["tool"]["importlinter"]["contracts"][0]["layers"])


FIGURES = {
    "loose_modules": Figure(loose_modules),
    "import_circles": Figure(import_circles),
    "upward_strings": Figure(lambda sources: upward_strings(sources, contract())),
    "any_per_cent": Figure(bare_any, per_cent_of(annotations)),
    "any_in_kernels": Figure(kernel_any),
    "complex_per_cent": Figure(complex_functions, per_cent_of(blocks)),
    "fmt_skip": Figure(skipped_formats),
    "numbers_for_rows": Figure(numbers_for_rows),
    "tests_for_a_form": Figure(tests_for_a_form),
    "comments_per_thousand": Figure(comment_lines, per_thousand_code_lines, more_is_better=True),
    "longest_file": Figure(longest, lambda _, places: int(places[0].split()[-1])),
}


def read_sources() -> Sources:
    folder = ROOT / "src" / PACKAGE
    paths = sorted(folder.rglob("*.py"))
    return [Source(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def judged(name: str, value: float, limit: float) -> str:
    """What is wrong with a figure, or how it is better; nothing where it is at its limit."""
    if value == limit:
        return ""
    return "worse" if FIGURES[name].is_worse(value, limit) else "better"


def tightened(text: str, values: Mapping[str, float]) -> str:
    """The limits' file with each limit that today's figure betters lowered to it."""
    for name, limit in tomllib.loads(text).items():
        if judged(name, values[name], limit) == "better":
            text = re.sub(rf"^{name} = \S+", f"{name} = {values[name]}", text, flags=re.MULTILINE)
    return text


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(description="The house in figures.")
    parser.add_argument("--where", choices=FIGURES, help="list the places that a figure counts")
    parser.add_argument("--tighten", action="store_true", help="write better figures as new limits")
    chosen = parser.parse_args(words)
    sources = read_sources()
    if chosen.where:
        print("\n".join(FIGURES[chosen.where].places(sources)))
        return
    values = {name: figure.value(sources, figure.places(sources)) for name, figure in FIGURES.items()}
    text = LIMITS.read_text(encoding="utf-8")
    if chosen.tighten:
        LIMITS.write_text(tightened(text, values), encoding="utf-8")
        return
    report(values, tomllib.loads(text))


def report(values: Mapping[str, float], limits: Mapping[str, float]) -> None:
    """Print every figure; end with an error if one is worse than its limit."""
    verdicts = {name: judged(name, value, limits[name]) for name, value in values.items()}
    for name, value in values.items():
        print(
            f"figures    {name:22} {value:7} {f'{verdicts[name]} than {limits[name]}' if verdicts[name] else ''}".rstrip()
        )
    worse = [name for name, verdict in verdicts.items() if verdict == "worse"]
    if worse:
        sys.exit(
            f"error: worse than scripts/house_figures.toml allows: {', '.join(worse)}; --where FIGURE lists the places"
        )
    if any(verdicts.values()):
        print("figures    some are better than their limits: python scripts/house_figures.py --tighten")


if __name__ == "__main__":
    main(sys.argv[1:])
