"""Read how requests are authenticated: the schemes that a page describes, and what each operation needs of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract.facts import HTTP_SCHEMES, ExampleFact, SchemeFact, SecurityFact
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Fence, Page, Paragraph, Table
from docgen.outline import Part, Scope
from docgen.outline.parts import fold
from docgen.outline.table_rows import column, head
from docgen.source import Span

_LONGEST = 4000  # characters of what is said of one scheme
_IDENTIFIER = re.compile(r"[A-Za-z][\w-]*\Z")
_IN_ROUND = re.compile(r"\((?P<name>[A-Za-z][\w-]*)\)")
_CALLED = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*\(")
_WORD = re.compile(r"[A-Za-z][\w.:/-]*")
_ALTERNATIVES = re.compile(r",(?![^(]*\))|\n|\bor\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "clientcredentials": "clientCredentials",
    "accesscode": "authorizationCode",
    "authorizationcode": "authorizationCode",
}
_SITE_METHODS = ("bearer", "basic")
_MOST = 60  # scopes, and names in a sentence


class _Said:
    """What a page says of one scheme: the heading or item that it begins with, and all text."""

    def __init__(self, title: str, span: Span) -> None:
        self.title = title
        self.span = span
        self.texts: list[str] = []
        self.items: list[str] = []

    @property
    def text(self) -> str:
        """Return the title with all text, without marks."""
        return inline.plain("\n".join((self.title, *self.texts)))[:_LONGEST]


def schemes(parts: Sequence[Part], scopes: Sequence[Scope], context: Context) -> tuple[SchemeFact, ...]:
    """Return the schemes that the sections of a page about authentication describe."""
    heads = {scope.head for scope in scopes if scope.statements}
    found: dict[tuple[str, str, str], SchemeFact] = {}
    for said in _said(parts, heads, context.dialect):
        fact = _scheme(said, context.dialect)
        if fact:
            found.setdefault((fact.kind, fact.parameter.lower(), fact.name), fact)
    return tuple(found.values())


def _said(parts: Sequence[Part], heads: Iterable[Part], dialect: Dialect) -> Iterator[_Said]:
    """Yield what is said of each scheme: below a heading of its own, or in an item of its own."""
    forms = dialect.security_forms
    about = forms["section"]
    for here in parts:
        if here in heads or any(one in heads for one in here.ancestors):
            continue
        if not any(about.search(fold(one.title, dialect)) for one in (here, *here.ancestors) if one.section.level):
            continue
        whole = _Said(inline.plain(here.title).strip(), here.section.title.span)
        item: _Said | None = None
        for block in here.shown:
            begins = isinstance(block, Paragraph) and block.item == 1
            if begins and isinstance(block, Paragraph) and forms["item"].search(block.text.value):
                if item:
                    yield item
                item = _Said(block.text.value, block.text.span)
            elif isinstance(block, (Paragraph, Fence)):
                nested = item is not None and isinstance(block, Paragraph) and block.depth > 0
                target = item if item is not None and nested else whole
                target.texts.append(block.text.value)
                if isinstance(block, Paragraph) and block.item:
                    target.items.append(block.text.value)
            elif isinstance(block, Table):
                target = item or whole
                target.items.extend(": ".join(cell.text for cell in row.cells) for row in block.rows)
        if item:
            yield item
        if whole.texts or _CALLED.match(whole.title):
            yield whole


def _scheme(said: _Said, dialect: Dialect) -> SchemeFact | None:
    """Return the scheme that a text describes; None where it names none for certain."""
    forms = dialect.security_forms
    text = said.text
    name = _name(said.title, dialect)
    told = [forms[key].search(text) for key in ("authorization_url", "token_url")]
    authorization_url, token_url = (match["url"].rstrip(".,;:") if match else "" for match in told)
    flow = forms["flow"].search(text)
    if forms["oauth2"].search(text) and (flow or any(told)):
        return SchemeFact(
            name,
            "oauth2",
            said.span,
            flow=_FLOWS.get(re.sub(r"[ _]", "", flow["flow"].lower()), "") if flow else "",
            authorization_url=authorization_url,
            token_url=token_url,
            scopes=tuple(_scopes(said, dialect)),
        )
    found = _parameter(said, dialect)
    if found and not (found[1].lower() == "authorization" and forms["bearer"].search(text)):
        return SchemeFact(name, "apiKey", said.span, *found)
    kind = next((kind for kind in HTTP_SCHEMES if forms[kind].search(text)), "")
    return SchemeFact(name, kind, said.span) if kind else None


def _parameter(said: _Said, dialect: Dialect) -> tuple[str, str] | None:
    """Return where a key stands, and the name of its parameter."""
    forms = dialect.security_forms
    text = said.text
    named = forms["parameter"].search(text)
    where = forms["location"].search(text)
    if named and where:
        return where["where"].lower(), named["name"]
    raw = "\n".join((said.title, *said.texts))[:_LONGEST]
    for key, location in (("header", "header"), ("query", "query"), ("cookie", "cookie")):
        match = forms[key].search(raw)
        if match:
            return location, next(name for name in match.groups() if name)
    return None


def _name(title: str, dialect: Dialect) -> str:
    """Return the identifier of a scheme that its heading or item gives; "" for none."""
    plain = inline.plain(title.partition("\n")[0]).strip()
    if dialect.security_forms["section"].fullmatch(plain):
        return ""
    if _IDENTIFIER.match(plain):
        return plain
    match = _CALLED.match(plain) or _IN_ROUND.search(plain)
    return match["name"] if match else ""


def _scopes(said: _Said, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield the scopes of a scheme, with what is said of each."""
    for item in said.items[:_MOST]:
        name, colon, about = inline.plain(item).partition(": ")
        name = name.strip().strip("*-` ")
        if colon and _WORD.fullmatch(name) and not dialect.security_forms["attribute"].search(name):
            yield name, about.strip()


def of_site(page: Page, dialect: Dialect) -> SecurityFact | None:
    """Return what the requests of front matter need, as the page or the file of its site says it."""
    if page.front_matter is None:
        return None
    stating = next((one for one in page.front_matter.entries if one.key in dialect.outline.front_matter), None)
    if stating is None:
        return None
    own = next((page.front_matter.get(key) for key in dialect.front_matter.authentication), "").strip().lower()
    method = own or (page.site.method if page.site else "")
    named = page.site.name if page.site else ""
    sent = named if method == "key" else method
    is_known = method in (*_SITE_METHODS, "none") or (method == "key" and sent)
    return SecurityFact("", (), stating.value_span, "" if sent == "none" else sent) if is_known else None


def needs(
    scope: Scope, examples: Sequence[ExampleFact], context: Context, site: SecurityFact | None = None
) -> tuple[SecurityFact, ...]:
    """Return what the section of an operation says that its requests need; () where it says nothing.

    ``site`` counts for requests of front matter that neither say nor show anything.
    """
    dialect = context.dialect
    out: list[SecurityFact] = []
    for here in scope.parts:
        if here is not scope.head and scope.head not in here.ancestors:
            continue
        for block in here.shown:
            if isinstance(block, Paragraph):
                out.extend(_of_text(block.text.value, block.text.span, here, dialect))
            elif isinstance(block, Table):
                out.extend(_of_table(block, dialect))
    out.extend(_of_examples(examples))
    if not out and site and any(one.carrier == "front_matter" for one in scope.statements):
        out.append(site)
    return tuple(dict.fromkeys(out))


def _of_text(value: str, span: Span, here: Part, dialect: Dialect) -> Iterator[SecurityFact]:
    forms = dialect.security_forms
    plain = inline.plain(value[:_LONGEST])
    if forms["none"].search(plain):
        yield SecurityFact("", (), span)
        return
    match = forms["requires"].search(plain)
    names = plain[match.end() :] if match else (plain if here.role == "permissions" else "")
    for piece in _ALTERNATIVES.split(names)[:_MOST]:
        yield from _alternative(piece, (), span, dialect)


def _alternative(text: str, scopes: tuple[str, ...], span: Span, dialect: Dialect) -> Iterator[SecurityFact]:
    """Yield what a text names: one scheme, or several that are needed together; nothing for any other text.

    ``scopes`` are those of each that has none in brackets.
    """
    written = list(_together(text, dialect))
    needed = [fact for one in written if (fact := _named(one, scopes, span, dialect))]
    if len(needed) == len(written):
        yield msgspec.structs.replace(needed[0], others=tuple(needed[1:]))


def _together(text: str, dialect: Dialect) -> Iterator[str]:
    """Yield the pieces of a text between words such as "and"; those in brackets belong to a piece."""
    masked = _BRACKETS.sub(lambda match: "_" * len(match[0]), text)
    start = 0
    for match in dialect.permissions.together.finditer(masked):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _named(text: str, scopes: tuple[str, ...], span: Span, dialect: Dialect) -> SecurityFact | None:
    """Return the scheme that a text is the name of, perhaps with scopes in brackets; None for any other text.

    A word such as "none" is the name of no scheme, and nothing is needed.
    """
    name, _, inside = text.strip().strip("*`. ").partition("(")
    if not _IDENTIFIER.match(name.strip()):
        return None
    if dialect.permissions.none.match(name):
        return SecurityFact("", (), span)
    given = inside.partition(":")[2].strip(" )")
    return SecurityFact(name.strip(), tuple(_WORD.findall(given)) or scopes, span)


def _of_table(table: Table, dialect: Dialect) -> Iterator[SecurityFact]:
    """Yield the schemes that the rows of a table name, with their scopes."""
    named, scoped = _columns(head(table), dialect)
    if named < 0:
        return
    for row in table.rows:
        name = inline.plain(row.cells[named].text).strip()
        given = inline.plain(row.cells[scoped].text) if 0 <= scoped < len(row.cells) else ""
        yield from _alternative(name, tuple(_WORD.findall(given)), row.span, dialect)


@lru_cache(maxsize=256)
def _columns(titles: tuple[str, ...], dialect: Dialect) -> tuple[int, int]:
    named = column(titles, dialect.columns.security)
    return named, column(titles, dialect.columns.scopes, (named,))


def _of_examples(examples: Sequence[ExampleFact]) -> Iterator[SecurityFact]:
    """Yield what all requests that are shown send."""
    sent = [example for example in examples if example.method]
    first = sent[0].credential if sent else ""
    if first and all(example.credential == first for example in sent):
        yield SecurityFact("", (), sent[0].span, first)


def credential(headers: Iterable[tuple[str, str]], *, has_user: bool, dialect: Dialect) -> str:
    """Return what a request sends to say who asks: ``basic``, ``bearer``, or the name of a header; "" for nothing."""
    if has_user:
        return "basic"
    for name, value in headers:
        if name.lower() == "authorization":
            word = value.strip().strip("\"'").partition(" ")[0].lower()
            return word if word in HTTP_SCHEMES else name
        if dialect.security_forms["key_header"].fullmatch(name):
            return name
    return ""
