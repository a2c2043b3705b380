"""Domains of fear: in which of them each context of life lies, as ``domains.toml`` beside this file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.documents.vocabulary import CONTEXTS, DeclaredContext
from glasshouse.errors import InputError, Problem
from glasshouse.schema.codes import DOMAINS, Domain

FILE = "domains.toml"
_NONE: Mapping[str, DeclaredContext] = {}


@dataclass(frozen=True)
class DomainOfFear:
    """Contexts in which people fear the same things.

    Attributes:
        title: what comes after "perceived risk", in words.
        contexts: the contexts that lie in it.
    """

    title: str
    contexts: tuple[str, ...]


@cache
def domains() -> Mapping[Domain, DomainOfFear]:
    """The domains, in the order of their numbers.

    Raises:
        InputError: the file names another domain or context, or a context in no domain or in several.
    """
    return read_domains(read_text(files(__package__).joinpath(FILE)), FILE)


def read_domains(text: str, name: str) -> Mapping[Domain, DomainOfFear]:
    """The domains as a document says them.

    Args:
        text: the document.
        name: what to call it in errors.

    Raises:
        InputError: the document names another domain or context, or a context in no domain or in several.
    """
    said = parse_toml(text, name)
    found = {domain: _domain(said.get(domain, {})) for domain in DOMAINS}
    named = [context for domain in found.values() for context in domain.contexts]
    one_of = f"one of {', '.join(DOMAINS)}"
    problems = [Problem(file=name, key=key, expected=one_of, found=repr(key)) for key in said if key not in DOMAINS]
    problems += _problems_of_contexts(named, name)
    if problems:
        raise InputError(problems)
    return found


def _problems_of_contexts(named: Sequence[str], file: str) -> Iterator[Problem]:
    """What is wrong with the contexts that the domains name: each context must be named once, and nothing else."""
    for context in named:
        if context not in CONTEXTS:
            yield Problem(file=file, key=context, expected="a context", found=repr(context))
    for context in CONTEXTS:
        if named.count(context) != 1:
            yield Problem(file=file, key=context, expected="in one domain", found=f"in {named.count(context)}")


def _domain(table: object) -> DomainOfFear:
    said = cast(Mapping[str, object], table)
    return DomainOfFear(str(said.get("title", "")), tuple(cast("list[str]", said.get("contexts", []))))


@cache
def _numbers() -> Mapping[str, int]:
    return {context: n for n, domain in enumerate(domains().values()) for context in domain.contexts}


def domain_of(context: str, declared: Mapping[str, DeclaredContext] = _NONE) -> int:
    """The number of the domain in which a context lies (a place in `glasshouse.schema.codes.DOMAINS`).

    Args:
        context: the context's name.
        declared: contexts that the scenario declares beside the library's.
    """
    own = declared.get(context)
    return _numbers()[context] if own is None else DOMAINS.index(own.domain)
