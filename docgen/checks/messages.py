"""Reports slips in the first lines of HTTP messages: methods, quotes, headers, reason phrases, media types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus

from docgen import rules
from docgen.checks.operations import is_main
from docgen.checks.page_view import PageView
from docgen.codeblocks.json_value import read_valid
from docgen.codeblocks.messages import STRAIGHT
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, Related, also, rewritten
from docgen.dialects.tables import METHODS
from docgen.extract.facts import ExampleFact, OperationFact
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.names import folded
from docgen.source import Span, Text
from docgen.statuses import BODILESS, REASONS

_REQUEST = re.compile(rf"(?P<method>{'|'.join(METHODS)})[ \t]+(?:https?://|/)\S", re.IGNORECASE)
_STATUS = re.compile(r"HTTP/\d(?:\.\d)?[ \t]+(?P<code>\d+)[ \t]*(?P<reason>[A-Za-z][A-Za-z \t-]*)?")
_ODD_STATUS = re.compile(
    r"HTTP(?:[/ ]?[\d.,]{0,3}|[ -](?:status(?:[ -]code)?|code|response(?:[ -]code)?)[ \t]?:|:)"
    r"[ \t]+(?P<code>[1-5]\d\d)(?:[ \t]+[A-Z][A-Za-z -]{1,40})?(?=\s*(?:\n|\Z))"
)
_STATED = re.compile(r"`(?P<code>[1-5]\d\d)(?:,? (?P<reason>[A-Z][A-Za-z -]+))`")
_ATTRIBUTE = 'status="'
_OF_ATTRIBUTE = re.compile(r'status="[1-5]\d\d[^"\n]*')
_MARKED = re.compile(
    r"(?<![\w.])(?P<code>[1-5]\d\d)[: ,-]{1,3}(?P<reason>[A-Z][A-Za-z]+(?:[ -][A-Za-z]+){0,3})(?![\w])"
)
_HEADER = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*:(?!//)")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|apos|#\d{2,4}|#x[\da-f]{2,4});", re.IGNORECASE)
_CODE_ENTITY = re.compile(r"`(?:[^`\n|&]|&(?!(?:lt|gt|quot|amp|nbsp);))*+(&(?:lt|gt|quot|amp|nbsp);)[^`\n|]*+`")
_CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
_REASONS = {folded(status.phrase): status for status in HTTPStatus}
_REASONS |= {"payloadtoolarge": HTTPStatus(413), "unprocessableentity": HTTPStatus(422), "found": HTTPStatus(302)}
_OLD_NAMES = {413, 414, 416, 418, 422}  # statuses that were called otherwise
_MANY = frozenset(("set-cookie", "link", "prefer", "www-authenticate", "warning", "via", "accept", "cookie"))
_LENGTH = "content-length"
_NO_LENGTH = re.compile(r"[ \t]*(?P<value>(?!\d+[ \t]*(?:\n|\Z)|[xX]{2,}[ \t]*(?:\n|\Z))[^\s{<][^\n]*)")
_TORN = re.compile(r"\n{2,}(?P<name>Content-(?:Type|Length)|Location)[ \t]*:", re.IGNORECASE)
_ACCEPT = re.compile(r"^[ \t]*Accept[ \t]*:[ \t]*(?P<value>[^\s\"'][^\n\"']*[^\s\"'])", re.IGNORECASE | re.MULTILINE)
_BESIDE = re.compile(r"\s*```+\n\n?```json", re.IGNORECASE)
_OPTION = re.compile(r"--?[A-Za-z]")
_ARGUMENT = re.compile(r"--?[A-Za-z]|[\"']?https?://")
_OPENING = "{[<"  # what a body begins with
_JSON = re.compile(r"\s*[\[{]")
_OTHER_BODY = re.compile(r"\s*<[?!a-zA-Z]")


def check(view: PageView) -> Iterator[Diagnostic]:
    """Yield the slips in the messages of a page, and in the statuses of its sentences."""
    odd: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for block in view.blocks:
        text = block.fence.text
        if text.value.startswith("HTTP") and not _STATUS.match(text.value) and (found := _ODD_STATUS.match(text.value)):
            code = found["code"]
            meant = f"HTTP/1.1 {code} {REASONS.get(int(code), '')}".rstrip()
            odd[meant].append((found[0], text.at(0, found.end())))
    for meant, several in odd.items():
        places = [place for _, place in several]
        shown = several[0][0]
        fix = rewritten(places, meant, safe=True)
        yield rules.MALFORMED_STATUS_LINE.at(
            places[0], fix=fix, related=also(places[1:]), places=places, shown=shown, meant=meant, subject=shown
        )
    if view.facts.kind != "operation":
        return
    for block in view.blocks:
        text = block.fence.text
        if text.value:
            yield from _message(text)
            if "\\\n" in text.value:
                yield from _continued(text)
    yield from _statuses(view)
    yield from _marks(view)
    yield from _code(view)
    accepts = "Accept:" in view.page.text or "accept:" in view.page.text
    for operation in view.facts.operations:
        yield from _bodies(operation, view)
        for example in operation.examples:
            yield from _media(example, view)
            if accepts and example.response_type and example.method:
                yield from _accepted(example, view)


def _message(text: Text) -> Iterator[Diagnostic]:
    value = text.value
    status = _STATUS.match(value)
    request = _REQUEST.match(value)
    if request is None and status is None:
        return
    end = value.find("\n\n")
    end = len(value) if end < 0 else end
    if request:
        method = request["method"]
        if method not in METHODS:
            place = text.at(*request.span("method"))
            fix = rewritten((place,), method.upper(), safe=True)
            yield rules.METHOD_LETTER_CASE.at(place, fix=fix, shown=method, meant=method.upper(), subject=method)
    elif status and (fault := _reason(status["code"], (status["reason"] or "").strip())):
        yield fault.at(text.at(status.start("code"), status.end()))
    if "&" in value:
        for match in _ENTITY.finditer(value, 0, end):
            yield rules.ENTITY_IN_CODE.at(text.at(*match.span()), entity=match[0], subject=match[0])
    if not value.isascii() and (curly := _CURLY.search(value, 0, end)):
        every = [(text.at(*match.span()), match[0]) for match in _CURLY.finditer(value, 0, end)]
        edits = tuple([Edit(place, quote.translate(STRAIGHT)) for place, quote in every])
        fix = Fix("write straight quotation marks", edits, Applicability.SAFE)
        yield rules.CURLY_QUOTE.at(every[0][0], fix=fix, quote=curly[0], subject=curly[0])
    yield from _headers(text, end)
    yield from _torn(text, end)


def _continued(text: Text) -> Iterator[Diagnostic]:
    """Yield the line of a command that does not end with the backslash with which those before it do."""
    lines = text.value.split("\n")
    end = 0
    for number, line in enumerate(lines[:-1]):
        end += len(line) + 1
        after = lines[number + 1]
        if not number or not lines[number - 1].endswith("\\") or line.rstrip().endswith("\\"):
            continue
        if after[:1] in (" ", "\t") and _OPTION.match(line.lstrip()) and _ARGUMENT.match(after.lstrip()):
            at = end - 1 - len(line) + len(line.rstrip())
            fix = None if text.starts else rewritten((text.at(at, at),), " \\", safe=False)
            yield rules.UNCONTINUED_COMMAND.at(text.at(at - 1, at), fix=fix, subject=line.strip())


class _Fault:
    """What is wrong with a status and its reason phrase."""

    def __init__(self, code: int, shown: str, phrase: str) -> None:
        self.code, self.shown, self.phrase = code, shown, phrase

    def at(self, span: Span) -> Diagnostic:
        """Return the finding at the status and its phrase."""
        if not self.phrase:
            return rules.UNKNOWN_STATUS.at(span, status=self.code, subject=str(self.code))
        return rules.CONTRADICTING_REASON.at(
            span,
            fix=rewritten((span,), f"{self.code} {self.phrase}", safe=False),
            status=self.code,
            shown=self.shown,
            meant=self.phrase,
            subject=f"{self.code} {self.shown}",
        )


def _reason(code: str, reason: str) -> _Fault | None:
    """Return what is wrong with a status: HTTP has none such, or calls it otherwise."""
    number = int(code) if len(code) < 5 else 0
    phrase = REASONS.get(number)
    if phrase is None:
        return _Fault(number, reason, "") if len(code) != 3 or not 100 <= number < 600 else None
    if not reason or reason == phrase or number in _OLD_NAMES or folded(reason) == folded(phrase):
        return None
    return _Fault(number, reason, phrase)


def _headers(text: Text, end: int) -> Iterator[Diagnostic]:
    """Yield the headers that stand twice in a message, a length that is no number, and a body right below them."""
    seen: dict[str, Span] = {}
    at = text.value.find("\n") + 1
    while 0 < at < end:
        match = _HEADER.match(text.value, at)
        if match is None:
            if text.value[at] in _OPENING:
                fix = None if text.starts else rewritten((text.at(at, at),), "\n", "put a blank line here", safe=False)
                yield rules.MISSING_BLANK_LINE.at(text.at(at, at + 1), fix=fix)
            return
        name = match["name"].lower()
        span = text.at(*match.span("name"))
        if name in seen and name not in _MANY:
            yield rules.REPEATED_HEADER.at(
                span, related=(Related(seen[name], "the first one"),), name=match["name"], subject=name
            )
        seen.setdefault(name, span)
        if name == _LENGTH and (wrong := _NO_LENGTH.match(text.value, match.end())):
            place = text.at(*wrong.span("value"))
            yield rules.MALFORMED_CONTENT_LENGTH.at(place, value=wrong["value"], subject=wrong["value"])
        at = text.value.find("\n", match.end()) + 1


def _torn(text: Text, end: int) -> Iterator[Diagnostic]:
    """Yield the blank line that stands before a header."""
    torn = _TORN.match(text.value, end)
    if torn:
        gap = text.at(end, torn.start("name") - 1)
        fix = rewritten((gap,), "", "remove the blank line", safe=False)
        yield rules.STRAY_BLANK_LINE.at(
            text.at(*torn.span("name")), fix=fix, name=torn["name"], subject=torn["name"].lower()
        )


def _marks(view: PageView) -> Iterator[Diagnostic]:
    """Yield the statuses of headings, of what stands behind the language of a block, and of attributes."""
    text, path = view.page.text, view.page.path
    for here in view.parts:
        title = here.section.title
        match = _MARKED.search(title.value)
        if match and (fault := _of_mark(match)):
            yield fault.at(title.at(match.start("code"), match.end("reason")))
    fences = [block.fence for block in view.blocks if " " in block.fence.info and block.fence.span.path == path]
    places = [(fence.span.start, fence.text.span.start) for fence in fences]
    if _ATTRIBUTE in text:
        places += [match.span() for match in _OF_ATTRIBUTE.finditer(text)]
    for start, end in places:
        match = _MARKED.search(text, start, end)
        if match and (fault := _of_mark(match)):
            yield fault.at(Span(path, match.start("code"), match.end("reason")))


def _of_mark(match: re.Match[str]) -> _Fault | None:
    """Return what is wrong with a status whose text is the reason phrase of another one."""
    fault = _reason(match["code"], match["reason"].strip())
    return fault if fault and _REASONS.get(folded(match["reason"])) is not None else None


def _statuses(view: PageView) -> Iterator[Diagnostic]:
    """Yield the statuses of sentences with the reason phrase of another one."""
    for here in view.parts:
        if here.role not in ("response", "errors"):
            continue
        for block in here.blocks:
            if isinstance(block, Paragraph) and "`" in block.text.value:
                for match in _STATED.finditer(block.text.value):
                    fault = _reason(match["code"], match["reason"].strip())
                    if fault and _REASONS.get(folded(match["reason"])) is not None:
                        yield fault.at(block.text.at(match.start() + 1, match.end() - 1))


def _code(view: PageView) -> Iterator[Diagnostic]:
    """Yield the entities and tags in code of sentences and cells, where they are shown as they stand."""
    if not _CODE_ENTITY.search(view.page.text):
        return
    for here in view.parts:
        for block in here.blocks:
            if isinstance(block, Paragraph):
                texts = [block.text]
            elif isinstance(block, Table):
                texts = [Text(cell.text, cell.span) for row in block.rows for cell in row.cells]
            else:
                continue
            for text in texts:
                for match in _CODE_ENTITY.finditer(text.value) if "&" in text.value and "`" in text.value else ():
                    if inline.mask_code(text.value)[match.start(1)] == " ":
                        yield rules.ENTITY_IN_CODE.at(text.at(*match.span(1)), entity=match[1], subject=match[1])


def _media(example: ExampleFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the bodies that are JSON and are called something else, or the other way round."""
    sides = (
        (example.request_type, example.request_text, example.request_span),
        (example.response_type, example.response_text, example.response_span),
    )
    for media, body, span in sides:
        kind = media.partition(";")[0].strip().lower()
        if not kind or not body or span is None:
            continue
        is_json = kind.endswith(("/json", "+json"))
        plain = kind.startswith("text/plain") or kind.endswith("xml") or kind == "text/html"
        shows_json = plain and _JSON.match(body) is not None and isinstance(read_valid(body), (dict, list))
        if shows_json or (is_json and _OTHER_BODY.match(body)):
            yield rules.CONTRADICTING_MEDIA.at(
                _place(media, span, view), shown="JSON" if shows_json else "no JSON", media=kind, subject=kind
            )


def _bodies(operation: OperationFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the answers that show nothing of the body that is promised."""
    if not view.dialect.outline.request_parts:
        return
    promised = {one.status: one for one in operation.responses if len(one.types) == 1 and one.types[0].target}
    for example in operation.examples:
        answer = promised.get(example.status)
        shows = example.response_body or example.response_text.strip()
        if answer and not answer.stream and example.answered and not shows and example.status not in BODILESS:
            text = view.text(example.response_span) if example.response_span else None
            if text is None or example.response_span is None or not is_main(example, operation):
                continue
            if _BESIDE.match(view.page.text, example.response_span.end):
                continue  # the body stands in a block of its own
            yield rules.UNSHOWN_BODY.at(
                example.response_span,
                related=(Related(answer.span, "promised here"),),
                type=answer.types[0].short,
                subject=answer.types[0].short,
            )


def _accepted(example: ExampleFact, view: PageView) -> Iterator[Diagnostic]:
    """Yield the header by which a request accepts only other media types than the one of the answer."""
    media = example.response_type.partition(";")[0].strip().lower()
    if not media or "/" not in media or not 200 <= example.status < 300 or example.location:
        return
    text = view.text(example.span)
    match = _ACCEPT.search(text.value) if text and "ccept" in text.value else None
    if text is None or match is None or "*" in match["value"]:
        return
    accepted = [one.partition(";")[0].strip().lower() for one in match["value"].split(",")]
    if (
        media not in accepted
        and all("/" in one for one in accepted)
        and not any(_are_alike(media, x) for x in accepted)
    ):
        place = text.at(*match.span("value"))
        yield rules.UNACCEPTED_MEDIA_TYPE.at(place, media=media, accepted=match["value"], subject=match["value"])


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two media types are of one structured syntax, as ``text/json`` and ``application/hal+json``."""
    return re.split(r"[/+]", one)[-1] == re.split(r"[/+]", other)[-1]


def _place(media: str, body: Span, view: PageView) -> Span:
    """Return where the media type of a body is stated: in the block that holds the body."""
    for block in view.blocks:
        text = block.fence.text
        if text.span.path == body.path and text.span.start <= body.start <= text.span.end:
            at = text.value.find(media)
            return text.at(at, at + len(media)) if at >= 0 else body
    return body
