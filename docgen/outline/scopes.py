"""Divide the parts of a page into scopes: each holds what a page says of one operation, or of several at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, takewhile

import msgspec

from docgen.dialects import Dialect
from docgen.outline.parts import LISTS_TYPES, Part, fold
from docgen.outline.statement import Statement

_WEAK = frozenset({"curl"})
_WORD = re.compile(r"\w+")
# Roles of sections that may be about one of several requests of a page.
_OF_ONE = ("response", "request_body", "parameters", "path_parameters", "query_parameters", "request_headers")
_OF_REQUEST = frozenset({"parameters", "path_parameters", "query_parameters", "request_body"})


class Scope(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What a page says of the requests that are stated below one heading.

    ``head`` is the part of that heading. ``parts`` are those inside it, after those around it that hold for all
    scopes. ``statements`` are the requests; none where a page states none. ``examples`` are those that only show a
    request: they state one where nothing else does.
    """

    head: Part
    parts: tuple[Part, ...]
    statements: tuple[Statement, ...] = ()
    examples: tuple[Statement, ...] = ()


def scopes(
    parts: Sequence[Part], statements: Sequence[Statement], apart: Collection[Part], dialect: Dialect
) -> tuple[Scope, ...]:
    """Return the scopes of a page in the order written; one of all parts where no request is stated.

    What stands below a heading of ``apart`` is about a type, and belongs to none of them.
    """
    if not statements:
        return (Scope(parts[0], tuple(parts)),) if parts else ()
    owned: dict[Part, list[Statement]] = {}
    anchors = _anchors(parts)
    for one in statements:
        head = _linked(one, anchors) or _owner(one.part, dialect, stated=one.carrier == "heading")
        owned.setdefault(head, []).append(one)
    stated = any(not is_example(one) for one in statements)
    kept = {head: chosen for head, found in owned.items() if (chosen := _chosen(found, elsewhere=stated))}
    template = all(one.part.inside("http_request") for chosen, _ in kept.values() for one in chosen)
    if template and (len(kept) == 1 or any(head.section.level <= 1 for head in kept)):
        every = tuple(one for chosen, _ in kept.values() for one in chosen)
        shown = tuple(one for _, examples in kept.values() for one in examples)
        head = next(iter(kept))
        return tuple(_by_titles(head, parts, every, shown)) or (Scope(head, tuple(parts), every, shown),)
    return tuple(_scopes(parts, kept, apart, dialect, template=template))


def _by_titles(
    head: Part, parts: Sequence[Part], stated: Sequence[Statement], shown: Sequence[Statement]
) -> Iterable[Scope]:
    """Yield a scope for each section of requests, where the titles of other sections tell to which they belong.

    "Response for rafts" belongs to "HTTP request for rafts" and not to "HTTP request for boats": its title shares a
    word with that alone. None is yielded where no title does so.
    """
    requests: dict[Part, list[Statement]] = {}
    for one in stated:
        requests.setdefault(next(p for p in (one.part, *reversed(one.part.ancestors)) if p.is_section), []).append(one)
    if len(requests) < 2:
        return
    told = _telling(list(requests))
    owners: dict[Part, Part] = {}
    for role in _OF_ONE:
        beside = [p for p in parts if p.is_section and p.named and p.role == role and not p.inside("examples")]
        for here, words in _telling(beside).items() if len(beside) > 1 else ():
            near = [one for one, others in told.items() if words & others]
            if len(near) == 1:
                owners[here] = near[0]
    if len(set(owners.values())) < 2:
        return
    for request, found in requests.items():
        others = {here for here, owner in owners.items() if owner is not request} | (requests.keys() - {request})
        kept = tuple([p for p in parts if p not in others and others.isdisjoint(p.ancestors)])
        yield Scope(head, kept, tuple(found), tuple(shown))


def _telling(headings: Sequence[Part]) -> dict[Part, frozenset[str]]:
    """Return the words of headings that do not stand in all of them."""
    words = {here: frozenset(_WORD.findall(here.title.lower())) for here in headings}
    common = frozenset[str].intersection(*words.values()) if words else frozenset()
    return {here: found - common for here, found in words.items()}


def _chosen(found: Sequence[Statement], *, elsewhere: bool) -> tuple[list[Statement], list[Statement]] | None:
    """Return the requests that a heading states, and those that only show one.

    Those that only show one state it where nothing else on the page states any; else None is returned for a heading
    that has no others.
    """
    strong = [one for one in found if not is_example(one)]
    if any(one.carrier != "sentence" for one in strong):
        strong = [one for one in strong if one.carrier != "sentence"]
    kept = set(strong)
    shown = [one for one in found if one not in kept]
    if strong:
        return strong, shown
    if elsewhere:
        return None
    plain = [one for one in shown if one.carrier not in _WEAK]
    return (plain, [one for one in shown if one.carrier in _WEAK]) if plain else (shown, [])


def is_example(one: Statement) -> bool:
    """Tell whether a statement only shows a request: a command does, and what stands in an example."""
    return one.carrier in _WEAK or (
        one.carrier not in ("heading", "table", "element", "front_matter") and one.part.inside("examples")
    )


def _owner(part: Part, dialect: Dialect, *, stated: bool) -> Part:
    """Return the part of the heading that a request belongs to: the nearest that does not only name a role."""
    if stated:
        return part
    here = part
    while not here.is_section:
        if here.is_scope:
            return here
        here = here.ancestors[-1]
    while here.ancestors and here.section.level > 1 and _names_role(here, dialect):
        here = here.ancestors[-1]
    return here


def _names_role(here: Part, dialect: Dialect) -> bool:
    """Tell whether a heading says what stands below it, and not what it is about.

    Where requests have a section of their own, all headings inside it belong to one description.
    """
    if dialect.outline.request_parts and here.role == dialect.outline.request_parts:
        return True
    if here.is_section and here.section.level > 2 and dialect.titles["request"].search(fold(here.title, dialect)):
        return True
    return here.named and (here.role in dialect.outline.role_headings or here.inside("examples"))


def _anchors(parts: Sequence[Part]) -> dict[str, Part]:
    """Return the parts of headings by the anchors that links lead to, the last words of the headings among them."""
    out: dict[str, Part] = {}
    for here in parts:
        if here.is_section and here.section.level:
            for name in (here.section.anchor, _slug(here.section.title.value)):
                if name:
                    out.setdefault(name.lower(), here)
    return out


def _slug(title: str) -> str:
    return title.strip("*`_ ").removesuffix("()").lower().replace(" ", "-")


def _linked(one: Statement, anchors: dict[str, Part]) -> Part | None:
    """Return the part of the heading that the link of a row leads to, on the same page."""
    if not one.link:
        return None
    page, separator, anchor = one.link.partition("#")
    if not separator or (page and page.rsplit("/", 1)[-1] != one.span.path.rsplit("/", 1)[-1]):
        return None
    return anchors.get(anchor.lower()) or anchors.get(_slug(anchor))


def _scopes(
    parts: Sequence[Part],
    kept: dict[Part, tuple[list[Statement], list[Statement]]],
    apart: Collection[Part],
    dialect: Dialect,
    *,
    template: bool,
) -> Iterable[Scope]:
    heads = set(kept)
    inside: dict[Part, list[Part]] = {head: [] for head in kept}
    outside: list[Part] = []
    last: Part | None = None
    followed = _followed([here for here in parts if here in heads])
    beside: set[str] = set()  # titles, or roles, of what stands between requests
    following = len(heads)  # of the scopes those that begin later
    for here in parts:
        following -= here in heads
        head = here if here in heads else next((one for one in reversed(here.ancestors) if one in heads), None)
        if head is not None and is_about_types(here, head, apart):
            continue
        if head is not None:
            inside[head].append(here)
            last = head
        elif last is not None and (title := _beside(here, last, dialect)) and (last in followed or title in beside):
            beside.add(title)
            inside[last].append(here)
        elif last is not None and last.is_scope and last.element is not None and _is_below_role(here, dialect):
            inside[last].append(here)  # what stands behind an element, below a heading that only names a role
        elif last is not None and (
            ((following or _have_own(here, inside, last)) and _is_of_last(here, last, inside[last]))
            or (_goes_on(here, last, heads, dialect) and not is_about_types(here, last, apart))
        ):
            inside[last].append(here)
        else:
            outside.append(here)
    for head, (chosen, examples) in kept.items():
        shared = [here for here in outside if template or _holds_for(here, head, dialect)]
        shared = [here for here in shared if not is_about_types(here, head, apart)]
        yield Scope(head, (*shared, *inside[head]), tuple(chosen), tuple(examples))


def _is_below_role(part: Part, dialect: Dialect) -> bool:
    """Tell whether the heading of a part only names a role."""
    around = next((one for one in (part, *reversed(part.ancestors)) if one.is_section), None)
    return around is not None and around.section.level > 1 and _names_role(around, dialect)


def _followed(heads: Sequence[Part]) -> frozenset[Part]:
    """Return the headings of requests that another one follows on the same level of the same section."""
    return frozenset(one for one, other in pairwise(heads) if _is_sibling(one, other))


def _is_sibling(one: Part, other: Part) -> bool:
    alike = one.is_section and other.is_section and one.section.level == other.section.level > 1
    return alike and one.ancestors[-1:] == other.ancestors[-1:]


def _beside(part: Part, head: Part, dialect: Dialect) -> str:
    """Return the title of a heading on the level of a request that only names a role, and that a part stands below.

    Of one that names a status, which may differ from request to request, the role is returned, for its own part, too.
    """
    around = next((one for one in (part, *reversed(part.ancestors)) if one.is_section and _is_sibling(one, head)), None)
    if around is None or not _names_role(around, dialect):
        return ""
    title = around.section.title.value
    if dialect.responses["lead"].search(title):
        return around.role
    return "" if around is part else title


def section_role(heading: str, dialect: Dialect) -> str:
    """Return the role that a heading names outside of examples, "" for none."""
    title = fold(heading, dialect)
    return next((role.partition(".")[0] for role, pattern in dialect.headings.sections if pattern.search(title)), "")


def is_about_types(part: Part, head: Part, apart: Collection[Part]) -> bool:
    """Tell whether a part stands in one that lists types, which the heading of an operation does not stand in.

    ``apart`` are headings that name a type besides.
    """
    return any(
        ((here.role == LISTS_TYPES and here.named) or here in apart) and here is not head and here not in head.ancestors
        for here in (part, *part.ancestors)
    )


def _holds_for(part: Part, head: Part, dialect: Dialect) -> bool:
    """Tell whether a part outside all scopes says what holds for each of them: it stands beside or above them.

    What has *attributes* there is what the requests are about, and not the requests.
    """
    if not part.named or (part.is_section and dialect.titles["attributes"].search(fold(part.title, dialect))):
        return False
    owner = _owner(part, dialect, stated=False)
    return owner in head.ancestors


def _is_of_last(part: Part, head: Part, inside: Sequence[Part]) -> bool:
    """Tell whether parameters between two operations, below a heading as high as theirs, are those of the first.

    They are where it has no such part of its own: its heading is one level too high.
    """
    if any(around in inside and around is not head and around not in head.ancestors for around in part.ancestors):
        return True
    if not (part.is_section and part.named and part.section.level == head.section.level):
        return False
    return part.role in _OF_REQUEST and not any(one.named and one.role == part.role for one in inside)


def _have_own(part: Part, inside: dict[Part, list[Part]], last: Part) -> bool:
    """Tell whether two other operations have a part of their own with the role of a part, so that it is of one, too."""
    own = sum(
        any(one.named and one.role == part.role for one in parts) for head, parts in inside.items() if head is not last
    )
    return part.named and own > 1


def _goes_on(part: Part, head: Part, heads: Collection[Part], dialect: Dialect) -> bool:
    """Tell whether a part that names a role goes on with the scope before it, after a heading in its description.

    Below such a heading, up to the next request, most headings name roles; one with others is a section of its own.
    """
    if not part.is_section or not part.named or part.role not in dialect.outline.role_headings:
        return False
    owner = _owner(part, dialect, stated=False)
    if part.section.level <= head.section.level or owner in head.ancestors:
        return False
    stating = [one.section for one in heads]
    below = takewhile(lambda one: not any(one is other for other in stating), owner.section.sections)
    named = [section_role(one.title.value, dialect) in dialect.outline.role_headings for one in below]
    return 2 * sum(named) > len(named)
