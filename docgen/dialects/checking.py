"""Checks a dialect file: its keys and roles are known, its words folded, its patterns whole and quick."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import inspect

from docgen.dialects import keys
from docgen.dialects.layers import ADD, REPLACE, DialectFile, Key, at, fold, lay, unknown
from docgen.dialects.repetition import slowness
from docgen.dialects.tables import METHODS, Dialect

_COMPONENT = re.compile(r"[A-Za-z0-9._-]+")  # what OpenAPI lets the name of a component hold
NEVER = "(?!)"  # the pattern that matches nothing
ROLES = ("sections", "in_examples", "labels")  # the lists of headings that pair a role with a pattern
_FOLDED = ("enumeration_words", "outline", "attributes", "elements", "bullets", "marks")
_LOCATIONS = ("query", "path", "header", "body", "cookie", "form")
_ROLES_IN = (("request_parts",), ("role_headings",))
_LISTS = (inspect.VarTupleType, inspect.FrozenSetType)
# The groups that a pattern has to have, where no dialect of the package has one that shows it.
_GROUPS: Mapping[tuple[str, ...], tuple[str, ...]] = {("outline", "request_patterns"): ("method", "path")}


class Leaf(NamedTuple):
    """A value of a dialect file that is no table, or a member of a list, with its key and its type.

    ``added`` tells that it is added to the value that holds.
    """

    keys: tuple[Key, ...]
    value: Any
    kind: inspect.Type
    added: bool = False

    @property
    def is_pattern(self) -> bool:
        """Whether it is a regular expression."""
        return isinstance(self.kind, inspect.CustomType) and isinstance(self.value, str)


def check(file: DialectFile, base: Mapping[str, Any], *, own: bool = True) -> None:
    """Raise DialectError where a file says what no dialect can say.

    ``base`` are the tables that it is laid on; ``own`` tells that it is no file of the package.
    """
    if own and "detect" in file.tables:
        raise file.error(("detect",), "a dialect of your own is chosen by settings, and not by what pages look like")
    _check_roles(file)
    _check_keys(file, file.tables, ())
    for leaf in leaves_of(file):
        if leaf.is_pattern:
            _check_pattern(file, leaf, at(base, leaf.keys))
        elif isinstance(leaf.kind, inspect.LiteralType) and leaf.value not in leaf.kind.values:
            known = [str(one) for one in leaf.kind.values if one]
            raise file.error(leaf.keys, f"{leaf.value!r} is {unknown(str(leaf.value), known)}")
        elif isinstance(leaf.value, str):
            _check_word(file, leaf)
    _check_types(file, base)
    _check_verbs(file)
    _check_rewriting(file)


def check_whole(file: DialectFile, dialect: Dialect) -> None:
    """Raise DialectError where what a file says does not fit what holds besides: a name that nothing is called."""
    failure = dialect.document.failure
    where = ("document", "failure")
    if failure.body and failure.body not in failure.types:
        raise file.error((*where, "body"), f"the type {failure.body!r} is {unknown(failure.body, failure.types)}")
    for name, stated in failure.types.items():
        for member, text in stated.properties.items():
            kind = text.removesuffix("[]")
            if kind not in failure.types and not dialect.primitive(kind):
                known = (*failure.types, *dialect.types)
                raise file.error(
                    (*where, "types", name, "properties", member), f"the type {kind!r} is {unknown(kind, known)}"
                )
    owner, _, member = failure.message.rpartition(".")
    if failure.message and (owner not in failure.types or member not in failure.types[owner].properties):
        raise file.error((*where, "message"), f"no type of a failure has the member {failure.message!r}")


def _check_keys(file: DialectFile, table: Any, above: tuple[Key, ...]) -> None:
    known = keys.known([key for key in above if isinstance(key, str)])
    if known is None:
        return
    if isinstance(table, list):
        for number, one in enumerate(table):
            _check_keys(file, one, (*above, number))
    for key in table if isinstance(table, dict) else ():
        if key not in known and keys.ANY not in known:
            raise file.error((*above, key), unknown(key, known))
        _check_keys(file, table[key], (*above, key))


def _check_word(file: DialectFile, leaf: Leaf) -> None:
    table, text = leaf.keys[0], leaf.value
    if table == "columns" and text != fold(text):
        raise file.error(leaf.keys, f"columns are compared in small letters; write {fold(text)!r} for {text!r}")
    folded = (table in _FOLDED and "verbs" not in leaf.keys) or leaf.keys[:1] + leaf.keys[2:] == ("types", "words")
    if folded and text != text.lower():
        raise file.error(leaf.keys, f"words are compared in small letters; write {text.lower()!r} for {text!r}")
    if leaf.keys[1:] == ("locations",) and not text.startswith(_LOCATIONS):
        raise file.error(leaf.keys, f"{text!r} begins with none of {', '.join(_LOCATIONS)}")
    if leaf.keys == ("permissions", "kinds") and not _COMPONENT.fullmatch(text):
        raise file.error(leaf.keys, f"{text!r} cannot be the name of a component: write letters, digits, - . _ alone")
    if leaf.keys[1:] in _ROLES_IN and text and text not in _roles():
        raise file.error(leaf.keys, f"the role {text!r} is {unknown(text, _roles())}")


def _roles() -> list[str]:
    return sorted(keys.known(("headings", "words")) or ())


def _check_roles(file: DialectFile) -> None:
    known = _roles()
    written = file.tables.get("headings")
    for name, value in written.items() if isinstance(written, dict) else ():
        if name == "words" and isinstance(value, dict):
            named: list[tuple[tuple[str, ...], Any]] = [((name, role), role) for role in value]
        elif name in ROLES:
            named = [((name,), pair[0]) for pair in _listed(value) if isinstance(pair, list) and pair]
        else:
            continue
        for where, role in named:
            if role not in known:
                raise file.error(("headings", *where), f"the role {role!r} is {unknown(str(role), known)}")


def _check_rewriting(file: DialectFile) -> None:
    rules = file.tables.get("rewrite")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        find, text = (rule.get("find"), rule.get("with")) if isinstance(rule, dict) else (None, None)
        if not isinstance(find, str) or not isinstance(text, str):
            continue  # that is told as it is of every other key
        if "\n" in text:
            raise file.error(("rewrite", number, "with"), "what takes the place of a text stands on its line")
        if re.search(find, ""):
            raise file.error(("rewrite", number, "find"), "the pattern also matches where nothing stands")
        try:
            re.sub(f"(?:{find})|", text, "")
        except (re.error, IndexError) as error:
            raise file.error(("rewrite", number, "with"), f"not a replacement: {error}") from error


def _listed(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _listed(one)


def leaves_of(file: DialectFile) -> Iterator[Leaf]:
    """Yield each value of a dialect file; raises DialectError where something is added to what takes nothing more."""
    yield from _leaves(file, file.tables, _whole(), ())


@cache
def _whole() -> inspect.Type:
    return inspect.type_info(Dialect)


def _leaves(file: DialectFile, value: Any, kind: inspect.Type, where: tuple[Key, ...]) -> Iterator[Leaf]:
    if isinstance(kind, inspect.UnionType):
        kind = next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    inner = _inner(kind)
    if inner is not None and isinstance(value, dict):
        for key, one in value.items():
            if key in inner or keys.ANY in inner:
                yield from _leaves(file, one, inner.get(key) or inner[keys.ANY], (*where, key))
    elif isinstance(value, dict) and value and value.keys() <= {ADD, REPLACE}:
        yield from _changes(file, value, kind, where)
    elif isinstance(kind, _LISTS) and isinstance(value, list):
        tables = isinstance(kind.item_type, inspect.StructType)
        for number, one in enumerate(value):
            yield from _leaves(file, one, kind.item_type, (*where, number) if tables else where)
    elif isinstance(kind, inspect.TupleType) and isinstance(value, list):
        for one, item in zip(value, kind.item_types, strict=False):
            yield from _leaves(file, one, item, where)
    else:
        yield Leaf(where, value, kind)


def _inner(kind: inspect.Type) -> Mapping[str, inspect.Type] | None:
    """Return the types of the keys of a table, ``ANY`` for any key; None for the type of anything else."""
    if isinstance(kind, inspect.StructType):
        return {field.encode_name: field.type for field in kind.fields}
    return {keys.ANY: kind.value_type} if isinstance(kind, inspect.DictType) else None


def _changes(file: DialectFile, value: Mapping[str, Any], kind: inspect.Type, where: tuple[Key, ...]) -> Iterator[Leaf]:
    """Yield the values in what is added to a key, and in what is put in its place."""
    is_pattern = isinstance(kind, inspect.CustomType)
    if not is_pattern and not isinstance(kind, _LISTS):
        raise file.error(where, "only lists and patterns can be added to; write the value itself")
    wanted = str if is_pattern else list
    for key, one in value.items():
        if not isinstance(one, wanted):
            expected = "str" if is_pattern else "array"
            raise file.error((*where, key), f"expected {expected}, got {_NAMES.get(type(one), type(one).__name__)}")
        for found in _leaves(file, one, kind, where):
            yield found._replace(added=key == ADD)


_NAMES: Mapping[type, str] = {list: "array", dict: "object"}


def _check_pattern(file: DialectFile, leaf: Leaf, held: Any) -> None:
    where, text = leaf.keys, leaf.value
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # such as for "[[": it may mean something else some day
            compiled = re.compile(text)
    except (re.error, RecursionError, FutureWarning) as error:
        raise file.error(where, f"not a regular expression: {error}") from error
    groups = _groups(where, held) if text != NEVER else []
    if leaf.added and groups and isinstance(held, str):
        raise file.error(where, f"the pattern that holds has the group (?P<{groups[0]}>...); replace it as a whole")
    for group in groups:
        if group not in compiled.groupindex:
            raise file.error(where, f"the group (?P<{group}>...) is missing")
    if problem := slowness(text):
        raise file.error(where, problem)


def _groups(where: Sequence[Key], held: Any) -> list[str]:
    """Return the groups that code asks a pattern for; in base dialects those with a digit are further places of one."""
    named = tuple(key for key in where if isinstance(key, str))
    shown = re.compile(held).groupindex if isinstance(held, str) else ()
    return [*_GROUPS.get(named, ()), *sorted(group for group in shown if not group[-1].isdigit())]


def _check_types(file: DialectFile, base: Mapping[str, Any]) -> None:
    """Tell of a word that would mean two types: one would never be meant."""
    written = file.tables.get("types")
    if not isinstance(written, dict):
        return
    whole = lay(base, {"types": written})["types"]
    meant: dict[str, str] = {}
    for key, one in whole.items():
        listed = one.get("words") if isinstance(one, dict) else None
        words = [word for word in listed if isinstance(word, str)] if isinstance(listed, list) else []
        for word in dict.fromkeys((key, *words)):
            other = meant.setdefault(word, key)
            if other != key:
                ours, theirs = (key, other) if key in written else (other, key)
                raise file.error(
                    ("types", ours), f"the word {word!r} already means {theirs}; replace types.{theirs}.words"
                )


def _check_verbs(file: DialectFile) -> None:
    outline = file.tables.get("outline")
    verbs = outline.get("verbs") if isinstance(outline, dict) else None
    for verb, text in verbs.items() if isinstance(verbs, dict) else ():
        where = ("outline", "verbs", verb)
        if verb != verb.upper():
            raise file.error(where, f"methods are compared in capitals; write {verb.upper()!r} for {verb!r}")
        method = str(text).partition(" ")[0]
        if method not in METHODS:
            raise file.error(where, f"the method {method!r} is {unknown(method, METHODS)}")
