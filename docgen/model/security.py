"""Decide how requests are authenticated: the schemes that pages describe, and what each operation needs of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from docgen.extract.facts import PageFacts, SchemeFact, SecurityFact
from docgen.model.api import AUTHORIZATION, HTTP_SCHEMES, Requirement, Scheme
from docgen.model.routes import Route
from docgen.names import NO_KEY, folded, unique_name

_KINDS = ("basic", "bearer", "digest", "oauth2")
_FLOWS = {(True, True): "authorizationCode", (True, False): "implicit", (False, True): "clientCredentials"}


class Schemes:
    """The schemes of all pages, by name; those that operations send without a word of a page are added."""

    def __init__(self, pages: Sequence[PageFacts], front: PageFacts | None) -> None:
        self.by_name: dict[str, Scheme] = {}
        self.front = front
        self.of_page: dict[str, list[str]] = {}
        for page in pages:
            names = [self._add(fact) for fact in page.schemes]
            if names:
                self.of_page[page.path] = list(dict.fromkeys(names))
        about = [page for page in pages if page is front or not page.operations]
        self.overall_names = tuple(dict.fromkeys(n for page in about for n in self.of_page.get(page.path, ())))
        named = (one for p in pages for o in p.operations for one in o.security if one.name)
        self.stated = any(self._requirement(one) for one in named)

    def _add(self, fact: SchemeFact) -> str:
        same = self._like(fact.kind, fact.parameter)
        if same and (not fact.name or folded(fact.name) == folded(same)):
            return same
        name = NO_KEY.sub("_", fact.name or fact.parameter or fact.kind)
        name = unique_name(name, self.by_name, fold=str)
        flow = fact.flow or _FLOWS.get((bool(fact.authorization_url), bool(fact.token_url)), "authorizationCode")
        self.by_name[name] = Scheme(
            name,
            fact.kind,
            fact.span,
            fact.location,
            fact.parameter,
            flow if fact.kind == "oauth2" else "",
            fact.authorization_url,
            fact.token_url,
            fact.scopes,
        )
        return name

    def _like(self, kind: str, parameter: str) -> str:
        """Return the name of a scheme of a kind, of keys also with the same parameter; "" for none."""
        for name, scheme in self.by_name.items():
            if scheme.kind == kind and scheme.parameter.lower() == parameter.lower():
                return name
        return ""

    def required(self, route: Route) -> tuple[Requirement, ...]:
        """Return what pages say that a request needs, one requirement for each alternative."""
        stated = [fact for one in route.statements for fact in one.operation.security if not fact.sent]
        sent = [fact for one in route.intended for fact in one.operation.security if fact.sent]
        for facts in (stated, sent):
            found = dict.fromkeys(needed for fact in facts if (needed := self._requirement(fact)))
            if found:
                return tuple(found)
        first = route.statements[0].page
        names = self.of_page.get(first.path, ()) if not self.stated and first is not self.front else ()
        return tuple(Requirement(name, ()) for name in names)

    def _requirement(self, fact: SecurityFact) -> Requirement | None:
        """Return what a fact says that is needed; None where pages describe no scheme of that name."""
        found = [(self._of(one), one.scopes) for one in (fact, *fact.others)]
        parts = [Requirement(scheme, scopes) for scheme, scopes in found if scheme is not None]
        if len(parts) < len(found):
            return None
        return msgspec.structs.replace(parts[0], others=tuple(parts[1:]))

    def _of(self, fact: SecurityFact) -> str | None:
        """Return the name of the scheme that a fact means, "" for none that is needed; None where it is unknown."""
        if fact.sent:
            return self._sent(fact)
        if not fact.name:
            return ""
        exact = next((name for name in self.by_name if folded(name) == folded(fact.name)), None)
        if exact:
            return exact
        low = fact.name.lower()
        kind = next((kind for kind in _KINDS if kind.rstrip("2") in low), "oauth2" if fact.scopes else "")
        only = self.overall_names[0] if len(self.overall_names) == 1 else ""
        return self._like(kind, "") or only or None

    def _sent(self, fact: SecurityFact) -> str:
        if fact.sent.lower() == AUTHORIZATION:
            return self._like("apiKey", AUTHORIZATION) or AUTHORIZATION
        if fact.sent in HTTP_SCHEMES:
            oauth = self._like("oauth2", "") if fact.sent == "bearer" else ""
            return self._like(fact.sent, "") or oauth or self._add(SchemeFact("", fact.sent, fact.span))
        known = self._like("apiKey", fact.sent)
        return known or self._add(SchemeFact("", "apiKey", fact.span, "header", fact.sent))

    def known(self, requirement: Requirement) -> Requirement:
        """Return a requirement with the scheme that pages describe in the place of one of its kind."""
        key = requirement.scheme == AUTHORIZATION
        same = self._like("apiKey", AUTHORIZATION) if key else self._like(requirement.scheme, "")
        return Requirement(same, requirement.scopes) if same else requirement

    def overall(self) -> tuple[Requirement, ...]:
        """Return what all operations need whose pages say nothing of it: where none says it for itself.

        That is what the front page describes, and pages without operations.
        """
        return () if self.stated else tuple(Requirement(name, ()) for name in self.overall_names)
