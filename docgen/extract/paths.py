"""Reads the target of a request: its path with named parameters, its query and its server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from docgen.dialects import Dialect

_LONGEST = 2000  # characters of a request target
_SHORTEST_IDENTIFIER = 16  # characters
_NO_HTTP = re.compile(r"(?!(?:https?|wss?):)[a-z][a-z0-9+.-]*://", re.IGNORECASE)  # a scheme of other requests
_SCHEME = re.compile(r"^(?P<scheme>https?|wss?|\{[^{}]*\}|<[^<>]*>)://(?P<host>[^/?#]*)", re.IGNORECASE)
_VARIABLE = re.compile(r"^(?:\{{1,2}|\$\{?|<)(?:[?&+#/.;])?\s*(?P<name>[\w.-]+(?: +[\w.-]+)*+)\s*(?:\}{1,2}|>)?(?=/)")
_TEMPLATE = re.compile(r"\{([^{}]*)\}|<([^<>]*)>")
# What a slot of a router's template may hold: "{id:int}", "{code:regex([a-z]+)}".
_CONSTRAINT = re.compile(r"(?<=\w):[a-z]+(?:\(.*\))?\Z")
_ROUND = re.compile(r"^\(([a-z]+(?:-[a-z]+)*-id)\)$")
_ANY_ROUND = re.compile(r"^\(:?([^()/]+)\)$")
_SQUARE = re.compile(r"^(?:\[:?|\$\{)([A-Za-z_][\w-]*)[\]}]$")
_DOLLAR = re.compile(r"(?<=/)\$(?!(?:batch|count|links|metadata|ref|value)\b)([A-Za-z_][\w-]*)(?=[/?]|\Z)")
_OTHER_SLOT = re.compile(r"[{<]|/:")
# RFC 6570: operators and modifiers in templates, and those that expand to a query.
_EXPRESSION = re.compile(r"(?<!\{)\{[+#./;]?(\w[\w.%-]*)(?:\*|:\d+)?\}(?!\})")
_OPTIONAL = re.compile(
    r"(?:\(/(?P<round>[^()]*)\)|\[/(?P<square>[^\[\]]*)\]|/(?P<marked>:[A-Za-z_][\w-]*|\{[^{}?&]+\}|<[^<>?]+>)\?"
    r"|/(?P<inner>\{[^{}?&]+\?\}|<[^<>?]+\?>))(?=/|\Z)"
)
_INNER_COLON = re.compile(r"(?:(?<=[/(.~@,-])|\A(?=:\w+[.,~])):([A-Za-z_][\w-]*)")
_ALTERNATIVE = re.compile(r"(?:(?<!\s)\s+)?(?:\||/|,|\bor\b)\s*")
_IDENTIFIER = re.compile(
    r"^'?(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}"
    r"|(?=(?:\D*\d){4})(?=.*[A-Z])(?=.*[a-z])[\w-]{16,}={0,2}|[\w-]{16,}={1,2})'?$"
)
REFERENCE = "/$ref"  # of OData, behind a relationship: the links to what it leads to
_WORDS = re.compile(r"(?:[A-Z]?[a-z]{2,}+|\d++|[_-])+\Z")  # a name of words and numbers
_PIECE = re.compile(r"[^/?#()=\s]+")
_ODD = re.compile(r"[{}]*([^{}/<>]+)[{}]*")  # one template, also with braces missing or doubled
# In a call: "list(from={from}[,to={to}])".
_OPTIONAL_ARGUMENT = re.compile(r"\[(\s?,\s?\w+=[^\[\](),]+)\](?=[^()]*\))")
_CALL = re.compile(r"^([^()]*)\((.*)\)$")
_ARGUMENT = re.compile(r"(?<![\w.@$-])([A-Za-z_@$][\w.-]*)\s*=\s*+((?:[\w.]*'[^']*')|[^,]*+)\s*(?:,|$)")
_BEFORE_VERSION = re.compile(r"/[\w-]+(?=/v\d)")  # behind a host that is a placeholder
_QUOTED = re.compile(r"'[^']*'")
_EXPANDED = re.compile(r"\{[?&]([^{}]*)\}")  # the form-style query of a URI template
_OPTIONAL_QUERY = re.compile(r"\[\s*([?&][^\[\]]*)\]")
_OPERATOR = re.compile(r"\{[+.](?=[A-Za-z_])")
_MODIFIER = re.compile(r"(?:\*|:\d+)$")
_COLON_NAME = re.compile(r":[A-Za-z][\w-]*")
_OTHERS = re.compile(r"(?:(?<!\s)\s+)?\|\s*[\w-]+")
_ONLY_SLOTS = re.compile(r"(?:\{\})+:?")
_LETTER = re.compile(r"\w")
_LETTERS = re.compile(r"[^\W\d_]")
_OPENING = "({<"
_CLOSING = ")}>"
_END = re.compile(r"[?#&$\s]")
_STOP = re.compile(r"[?#&]|\s")
_STOP_AT_QUERY = re.compile(r"[?&]|\s|#(?!\w)")
_ARGUMENTS = re.compile(r"\([^()]*\)")
_BRACES = re.compile(r"[{}]")
_QUERY_NAME = re.compile(r"[@$]?[\w.-]+(?:\[[\w.-]*\])*")


class Slot(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A parameter of a path: the name as written, the argument that it stands for in a call, a literal value.

    A ``quoted`` argument is text, whatever it is called.
    """

    written: str
    argument: str = ""
    literal: str = ""
    quoted: bool = False


class Segment(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A piece of a path between slashes: literal text with ``{}`` for each of its slots.

    ``shape`` is what two segments share that mean the same: without letter case, namespaces, names and quotes.
    """

    text: str
    shape: str
    slots: tuple[Slot, ...] = ()
    call: str = ""


class Query(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A query parameter of a request line; ``sample`` is the literal value that it is given there."""

    name: str
    sample: str = ""


class Path(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A request target taken apart. ``server`` is "" for a relative target."""

    segments: tuple[Segment, ...]
    query: tuple[Query, ...] = ()
    server: str = ""
    faults: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        """Return what identifies the path once the names of its parameters are erased."""
        return "/" + "/".join([segment.shape for segment in self.segments])


@lru_cache(maxsize=16384)
def read(target: str, dialect: Dialect, *, concrete: bool) -> Path | None:
    """Take a request target apart; None when it holds no path.

    With ``concrete`` the target is that of an example, whose identifiers and sample values become parameters, too.
    """
    text, expanded = _expanded(target, dialect)
    faults = []
    server, text = _addressed(text)
    text = _without_template_queries(text)
    text, rest = _cut(text, dialect)
    query = rest.lstrip("?&") if rest[:1] in ("?", "&", "$") else ""
    query = f"{query}&{expanded}" if expanded else query
    if rest and not query and not rest.startswith(("#", "HTTP/")):
        faults.append("rest")
    if not text.startswith("/"):
        if not server:
            faults.append("slash")
        text = f"/{text}"
    version = dialect.urls.version.match(text)
    if version and (server or dialect.urls.relative_version):
        server = f"{server}/{version['version']}" if server else ""
        text = text[version.end() :]
    elif server:
        head = text[1:].partition("/")[0].lower()
        if head in dialect.urls.alias_versions:
            text = text[1 + len(head) :]
    pieces = [p for p in _split(text) if p]
    if not pieces and text == "/" and dialect.urls.root:
        return Path((Segment("", ""),), tuple(_queries(query, dialect)) if query else (), server, tuple(faults))
    if _NO_HTTP.match(target) or not any(map(_LETTER.search, pieces)):
        return None
    if not all(map(_is_balanced, pieces)) or _has_open_colon(pieces):
        faults.append("unbalanced")
    segments = tuple([s for p in pieces if (s := _segment(p, dialect, concrete=concrete)).text])
    if not segments:
        return None
    return Path(segments, tuple(_queries(query, dialect)) if query else (), server, tuple(faults))


def _without_template_queries(text: str) -> str:
    """Return a target in which a query that is optional, or that a URI template expands, is an ordinary one."""
    if "[" in text:
        text = _OPTIONAL_QUERY.sub(r"\1", _OPTIONAL_QUERY.sub(r"\1", text))
    if "{" not in text:
        return text
    names = [name.strip() for match in _EXPANDED.finditer(text) for name in match[1].split(",")]
    if names:
        text = _EXPANDED.sub("", text)
        named = "&".join(f"{bare}={{{bare}}}" for name in names if (bare := _MODIFIER.sub("", name)))
        text = f"{text}{'&' if '?' in text else '?'}{named}"
    return _OPERATOR.sub("{", text)


def _has_open_colon(pieces: Sequence[str]) -> bool:
    """Tell whether a colon that begins a path in another form is closed behind the next slash instead of before it."""
    opened = next((number for number, piece in enumerate(pieces) if piece.endswith(":")), len(pieces))
    later = pieces[opened + 1 :]
    return any(_COLON_NAME.fullmatch(piece) for piece in later) and not any(piece.endswith(":") for piece in later)


def _expanded(target: str, dialect: Dialect) -> tuple[str, str]:
    """Return a target without the variable of its server, its templates as plain slots, and its query templates."""
    text = " ".join(target[:_LONGEST].split()).strip("`").removeprefix("~")
    text = text.replace("%7B", "{").replace("%7D", "}")
    if dialect.urls.calls or not ("{" in text or "$" in text or text.startswith("<")):
        return text, ""
    match = _VARIABLE.match(text)
    if match and dialect.urls.variable.search(match["name"]):
        text = text[match.end() :]
    if not _OTHER_SLOT.search(text):
        text = _DOLLAR.sub(r"{\1}", text)
    names = [name.strip().rstrip("*") for found in _EXPANDED.findall(text) for name in found.split(",")]
    text = _EXPRESSION.sub(r"{\1}", _EXPANDED.sub("", text))
    return text, "&".join(name.partition(":")[0] for name in names if name)


def optional_segment(target: str) -> str | None:
    """Return the target with the segment that may be left out as one that may not; None where there is no such one.

    A segment in parentheses stays as it is written: so the path is known again.
    """
    match = _OPTIONAL.search(target)
    if match is None:
        return None
    if match["round"]:
        return target
    segment = (match["square"] or match["marked"] or match["inner"]).replace("?", "")
    return f"{target[: match.start()]}/{segment}{target[match.end() :]}"


def _addressed(text: str) -> tuple[str, str]:
    """Return the server that a target names, "" for none, and the rest.

    Of a host that is a placeholder, what leads to a version is a part of the server, too.
    """
    match = _SCHEME.match(text)
    if match is None:
        return "", text
    text = text[match.end() :]
    host = match["host"].replace("<", "{").replace(">", "}")
    host = host if "{" in host else host.lower()
    before = _BEFORE_VERSION.match(text) if "{" in host else None
    prefix = before[0] if before else ""
    return f"{match['scheme'].lower()}://{host}{prefix}", text[len(prefix) :]


def on_server(path: Path | None, server: str) -> Path | None:
    """Return a relative path with the server that its page gives apart from it."""
    return msgspec.structs.replace(path, server=server) if path and server and not path.server else path


def below_host(path: Path, servers: Iterable[str]) -> Path:
    """Return a path whose first segment is the placeholder of the host that some servers name, as one below it."""
    first = path.segments[0].text.lower()
    for server in servers if len(path.segments) > 1 and "slash" in path.faults else ():
        match = _SCHEME.match(server)
        if match and match["host"].lower() == f"{{{first}}}":
            faults = tuple(fault for fault in path.faults if fault != "slash")
            return msgspec.structs.replace(path, segments=path.segments[1:], server=server, faults=faults)
    return path


def parse_example_path(target: str, dialect: Dialect) -> Path | None:
    """Return the path that an example calls; None also for a target that only stands for one that is missing."""
    return None if dialect.urls.missing.search(target) else read(target, dialect, concrete=True)


def _cut(text: str, dialect: Dialect) -> tuple[str, str]:
    """Return the path and what follows it in a target; templates may hold blanks and question marks."""
    if not _END.search(text):
        return text, ""
    masked = _ARGUMENTS.sub(_mask, _TEMPLATE.sub(_mask, text))
    end = len(text)
    stop = _STOP if not dialect.urls.fragments else _STOP_AT_QUERY
    for mark in (stop.search(masked), dialect.urls.query.search(masked)):
        if mark and mark.start() < end:
            end = mark.start()
    return text[:end], text[end:].strip()


def _mask(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _split(path: str) -> Sequence[str]:
    """Return the pieces between slashes that stand outside brackets."""
    pieces = path.split("/")
    if all(map(_is_closed, pieces)):
        return pieces
    out: list[str] = []
    depth = start = 0
    for index, char in enumerate(path):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char == "/" and depth == 0:
            out.append(path[start:index])
            start = index + 1
    return [*out, path[start:]]


@lru_cache(maxsize=8192)
def _is_closed(piece: str) -> bool:
    """Tell whether no bracket is open at the end of a piece."""
    depth = 0
    for char in piece:
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
    return depth == 0


@lru_cache(maxsize=8192)
def _is_balanced(piece: str) -> bool:
    return piece.count("{") == piece.count("}") and piece.count("(") == piece.count(")")


def _name(written: str) -> str:
    """Return a placeholder's text as written, without quotes and what it links to; the first of alternatives."""
    name = _ALTERNATIVE.split(written.partition("#")[0].strip().strip("'\""))[0].strip()
    return _CONSTRAINT.sub("", name) if ":" in name else name


@lru_cache(maxsize=8192)  # most pieces stand in many paths
def _segment(piece: str, dialect: Dialect, *, concrete: bool) -> Segment:
    if piece.isalpha() and len(piece) < _SHORTEST_IDENTIFIER:
        return Segment(piece, _shape(piece, dialect))  # a word, as most are
    call = _CALL.match(piece) if dialect.urls.calls else None
    if call and not _ROUND.match(piece):
        return _call(_BRACES.sub("", call[1]), call[2], dialect)
    rounded = (_ROUND if dialect.urls.calls else _ANY_ROUND).match(piece)
    if rounded:
        piece = f"{{{rounded[1]}}}"
    elif not dialect.urls.calls:
        piece = _INNER_COLON.sub(r"{\1}", _SQUARE.sub(r"{\1}", piece.replace("{{", "{").replace("}}", "}")))
    bare = piece.strip("'\"") if not piece.strip("'\"").startswith("'") else piece
    if _COLON_NAME.fullmatch(bare):
        return Segment("{}", "{}", (Slot(bare[1:]),))
    if _IDENTIFIER.match(bare) or (concrete and dialect.samples.in_path.match(bare)):
        return Segment("{}", "{}", (Slot(""),))
    odd = _ODD.fullmatch(bare)
    if odd and odd[1] != bare:
        bare = f"{{{odd[1]}}}"
    slots: list[Slot] = []

    def take(match: re.Match[str]) -> str:
        slots.append(Slot(_name(match[1] if match[1] is not None else match[2])))
        return "{}"

    text = _TEMPLATE.sub(take, bare)
    text = _OTHERS.sub("", text).replace("'{}'", "{}").replace('"{}"', "{}")
    if _ONLY_SLOTS.fullmatch(text):
        slots = slots[:1]
        text = "{}" + (":" if text.endswith(":") else "")
    text = (
        text.strip().replace("{", "\0").replace("}", "\1").strip("\1") if text.count("{") != text.count("}") else text
    )
    text = text.replace("\0", "{").replace("\1", "}")
    if text.count("{}") != len(slots) or _BRACES.search(text.replace("{}", "")):
        text = text.replace("{}", "").replace("{", "").replace("}", "")
        slots = []
    return Segment(text, _shape(text, dialect), tuple(slots))


def _shape(text: str, dialect: Dialect) -> str:
    folded = text.lower().strip("'\"")
    if folded.endswith(")"):
        folded = _in_order(folded.removesuffix("()"))
    for namespace in dialect.urls.namespaces:
        if folded.startswith(f"{namespace}."):
            return folded.rpartition(".")[2]
    return folded


def _in_order(text: str) -> str:
    """Return a call with its arguments in the order of their names, which means the same in any order."""
    call = _CALL.match(text)
    pieces = [piece.strip() for piece in call[2].split(",")] if call else []
    if call is None or len(pieces) < 2 or not all(piece.count("=") == 1 for piece in pieces):
        return text
    return f"{call[1]}({','.join(sorted(pieces))})"


def _call(name: str, arguments: str, dialect: Dialect) -> Segment:
    """Read ``name(a='{b}',c={d})``, ``name({key})`` or ``name()``."""
    shape = _shape(name, dialect)
    arguments = arguments.replace('"', "'")
    is_named = "=" in _QUOTED.sub("", arguments)
    named = [(m[1], m[2].strip()) for m in _ARGUMENT.finditer(arguments)] if is_named else []
    if not arguments.strip():
        return Segment(f"{name}()" if name else "", shape, (), name)
    if not named:
        parts = [p.strip() for p in arguments.split(",")]
        slots = tuple(Slot(_name(p.strip("'").strip("{}<>")), argument="") for p in parts)
        text = f"{name}(" + ",".join("'{}'" if p.startswith("'") else "{}" for p in parts) + ")"
        return Segment(text, f"{shape}/{{}}" if shape else "{}", slots, name)
    out = []
    found = []
    for argument, value in named:
        prefix, quote, inner = value.partition("'")
        written = inner.rstrip("'") if quote else value
        template = _TEMPLATE.search(written)
        literal = "" if template or dialect.samples.in_path.match(written) else written
        found.append(Slot(argument, argument, literal, bool(quote)))
        out.append(f"{argument}={_BRACES.sub('', prefix)}'{{}}'" if quote else f"{argument}={{}}")
    names = ",".join(f"{n}=" for n in sorted(a.lower() for a, _ in named))
    return Segment(f"{name}({','.join(out)})", f"{shape}({names})", tuple(found), name)


def with_arguments(path: Path, arguments: Sequence[tuple[str, bool]], dialect: Dialect) -> Path:
    """Return a path whose last segment, a name, is called with arguments: (name, whether it is text)."""
    last = path.segments[-1]
    inside = ",".join(f"{name}='{{{name}}}'" if text else f"{name}={{{name}}}" for name, text in arguments)
    parse_example_path = _call(last.text, inside, dialect)
    return msgspec.structs.replace(path, segments=(*path.segments[:-1], parse_example_path))


def without_optional_arguments(target: str) -> tuple[str, str] | None:
    """Return a target with all of its arguments, and without those in square brackets; None where it has no such."""
    if "[" not in target or "(" not in target or not _OPTIONAL_ARGUMENT.search(target):
        return None
    return _OPTIONAL_ARGUMENT.sub(r"\1", target), _OPTIONAL_ARGUMENT.sub("", target)


def without_arguments(path: Path, is_optional: Callable[[str], bool], dialect: Dialect) -> Path | None:
    """Return a path whose last segment, a call, has only the arguments that are not optional; None if it has no other.

    A segment is a call by its form where the dialect knows no calls: ``name(a={a},b={b})``.
    """
    last = path.segments[-1]
    call = _CALL.match(last.text)
    pieces = call[2].split(",") if call and last.slots else []
    if call is None or len(pieces) != len(last.slots) or not all(piece.count("=") == 1 for piece in pieces):
        return None
    kept = [
        (piece.strip(), slot)
        for piece, slot in zip(pieces, last.slots, strict=True)
        if not is_optional(piece.partition("=")[0].strip())
    ]
    if len(kept) == len(pieces):
        return None
    if dialect.urls.calls:
        inside = ",".join(piece.replace("{}", slot.literal or f"{{{slot.written}}}") for piece, slot in kept)
        segment = _call(last.call, inside, dialect)
    else:
        text = f"{call[1]}({', '.join(piece for piece, _ in kept)})"
        segment = Segment(text, _shape(text, dialect), tuple([slot for _, slot in kept]))
    return msgspec.structs.replace(path, segments=(*path.segments[:-1], segment))


def _queries(query: str, dialect: Dialect) -> Iterator[Query]:
    for piece in query.split("&"):
        written, sign, value = (part.strip() for part in piece.partition("="))
        name = unquote(_TEMPLATE.sub("", written).strip())
        slot = None if name or value else _TEMPLATE.fullmatch(written)
        name = _name(slot[1] or slot[2] or "") if slot else name
        # What has neither a letter nor a value, such as dots or a number, is no name.
        if _QUERY_NAME.fullmatch(name) and (_LETTERS if sign == "" else _LETTER).search(name):
            literal = (
                "" if slot or _TEMPLATE.search(value) or dialect.samples.in_path.match(value.strip("'")) else value
            )
            yield Query(name, literal)


def identifiers(target: str) -> list[str]:
    """Return the pieces of a request target that are the identifier of one thing, and no parameter."""
    return [piece for piece in _PIECE.findall(target) if _IDENTIFIER.match(piece) and not _WORDS.match(piece)]


def fits(template: str, concrete: str) -> bool:
    """Tell whether the path of an example is one of a template; both are given by their shapes."""
    if template == concrete:
        return True
    want, have = template.split("/"), concrete.split("/")
    if len(want) != len(have):
        return False
    for pattern, text in zip(want, have, strict=True):
        if pattern == text:
            continue
        if "{}" not in pattern or text.startswith("$"):
            return False
        if not re.fullmatch(".+".join(re.escape(part) for part in pattern.split("{}")), text):
            return False
    return True
