"""Reads the requests of code blocks, each with the response that answers it."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from urllib.parse import parse_qs

import msgspec

from docgen import rules
from docgen.codeblocks import json_fixes
from docgen.codeblocks.curl import read_commands
from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_advice import advice
from docgen.codeblocks.json_value import SURE, Places, read_json
from docgen.codeblocks.messages import Fault, Header, JsonValue, Message
from docgen.diagnostic import Diagnostic, Edit, Severity, also
from docgen.dialects import Dialect
from docgen.extract import comments, paths, response_leads, security
from docgen.extract.comments import Annotation
from docgen.extract.facts import ExampleFact, JsonFact
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Comment, Fence, Paragraph
from docgen.outline import Part, declared_code
from docgen.source import Span, Text

_FAR = 200  # so many examples behind a request, no answer is meant for it
_COLLECTION = re.compile(r"^collection\((.*)\)$", re.IGNORECASE)
# What somebody does all over a block, by one keyboard or editor, is told once.
_HABITS = frozenset(("comment", "control-character", "odd-space", "single-quotes", "smart-quotes", "unquoted-key"))
_OF_LITERALS = frozenset(("comment", "single-quotes", "trailing-comma", "unquoted-key"))
_SHORTENED = "shortened with dots"
_OF_NOTATION = frozenset(("trailing-comma", "unquoted-key"))
_STREAM = "values-of-a-stream"
_NOTATION = "names in brackets that stand for values"
_ELLIPSES = ("...", "…")
_NEAR = 200  # characters before a comma in which dots are looked for
_DOTS = re.compile(r"\s*(?:(?://|#|/\*)\s*)?[\[(]?(?:\.\.+|…)")
_SPACES = {"\xa0": "no-break space", "\u200b": "zero-width space", "\ufeff": "byte order mark"}
# What editors put where an answer is to be shown: brackets around a comment.
_ONLY_COMMENT = re.compile(r"\s*[{\[]\s*(?://|#)[^\n]*+(?:\n[ \t]*(?://|#)[^\n]*+)*+\s*(?:[}\]]\s*)?\Z")
_IN_WORDS = re.compile(r"\s*[{\[]\s*[A-Za-z][\w'-]*(?:[ \t]+[\w'/.-]+){1,20}\s*[}\]]\s*\Z")
_REMARKS = re.compile(r"\s*(?:(?://|#)[^\n]*\n\s*)*(?=[{\[])")
# A list of nothing but names in angle brackets, which stand for its items.
_ONLY_NAMES = re.compile(r"\s*\[\s*<[A-Za-z][\w ]*>(?:\s*,\s*(?:<[A-Za-z][\w ]*>|…|\.\.\.))*\s*\]\s*\Z")
_FORM = "application/x-www-form-urlencoded"
_PAIRS = re.compile(r"[^\s=&]+=[^\s=&]*(?:&\s?[^\s=&]+=[^\s=&]*)*")
_JSON_START = ("{", "[")
_STANDS_FOR = re.compile(r"<[A-Za-z][\w -]*>\Z|\{\{[A-Za-z][\w.-]*\}\}\Z")
_DOTS_ALONE = re.compile(r"\"(?:\.\.+|…)\"")
# Media types of bodies that are one JSON text after another.
_SEQUENCE = re.compile(r"[\w-]+/(?:x-)?(?:nd-?json|jsonl(?:ines)?|json-(?:lines|seq)|stream\+json)\b", re.IGNORECASE)
_SAYS_JSON = re.compile(r"[\"':]")  # something is quoted or named
_WITHOUT_BODY = frozenset({"GET", "HEAD"})


class CodeBlock(msgspec.Struct, frozen=True):
    """A fence with the annotation that stands before it and the section that it stands in.

    ``status`` is that of the answer that it shows, where the heading or label above it names one; else 0.
    """

    fence: Fence
    annotation: Annotation | None
    place: Part
    status: int = 0

    @property
    def kind(self) -> str:
        """Return the annotated block type, or ""."""
        return self.annotation.kind.lower() if self.annotation else ""


def code_blocks(parts: Sequence[Part], context: Context) -> tuple[tuple[CodeBlock, ...], tuple[Diagnostic, ...]]:
    """Return every fence that counts with its annotation, and the findings about annotations."""
    out: list[CodeBlock] = []
    findings: list[Diagnostic] = []
    for here in parts:
        note: Annotation | None = None
        own = 0  # the status of the next block alone
        status = response_leads.status_of(here, context.dialect) if context.dialect.outline.answers else 0
        for number, block in enumerate(here.shown):
            if type(block) is Comment:
                found, finding = comments.read(block, context.dialect)
                note = found or note
                if finding:
                    findings.append(finding)
            elif type(block) is Fence:
                if declared_code.of(block, here, context.dialect).rows:
                    continue
                out.append(CodeBlock(block, note, here, own or status))
                note, own = None, 0
            elif context.dialect.outline.answers and here.role in ("response", "errors"):
                status = response_leads.label_status(here.shown, number, context.dialect) or status
            elif context.dialect.outline.answers and type(block) is Paragraph:
                follows = number + 1 < len(here.shown) and type(here.shown[number + 1]) is Fence
                own = response_leads.failure_of(block, context.dialect) if follows else 0
    return tuple(out), tuple(findings)


def read(
    blocks: Sequence[CodeBlock], dialect: Dialect, plain: Collection[Part] = (), *, sends: bool = False
) -> tuple[tuple[ExampleFact, ...], tuple[Diagnostic, ...]]:
    """Return the examples in order, and the findings about their JSON.

    ``plain`` are parts that tell neither requests nor answers apart: a body that stands there alone is the answer;
    where the request ``sends`` a body of its own, only below a request that is shown.
    """
    out: list[ExampleFact] = []
    findings: list[Diagnostic] = []
    for block in blocks:
        place = block.place
        if block.kind.lower() in dialect.annotations.no_examples:
            continue
        if "http_request" in place.roles or "notification" in place.roles or place.role == "json":
            continue
        if place.status or (place.marked and place.role == "response"):
            out.append(_stated(block, findings))
            continue
        if dialect.outline.labels and _is_told_apart(block, out, findings, dialect, sends=sends):
            continue
        message = read_message(block.fence.text)
        if message is None:
            continue
        if message.request:
            out.append(_request(message, block, dialect, findings))
        elif _answers(message, block, dialect, waits=bool(out) and not out[-1].answered) or (
            block.place in plain and message.body is not None and (not sends or (out and not out[-1].answered))
        ):
            _respond(message, block, out, findings, dialect)
            if dialect.outline.answers:
                _share(out)
    return tuple(out), tuple(findings)


def _stated(block: CodeBlock, findings: list[Diagnostic]) -> ExampleFact:
    """Return the body of an answer that the syntax of the page itself marks as one."""
    text = _body_of(block.fence.text)
    is_sequence = _SEQUENCE.match(block.place.media) is not None
    body = None if is_sequence else json_fact(text, findings)
    if body is not None and not body.value and re.search(r"\w", text.value):
        body = None  # braces with a remark between them stand for a body that is not shown
    media = block.place.media or ("text/plain" if block.fence.info.split(None, 1)[:1] == ["text"] else "")
    other = bool(media) and "json" not in media and not text.value.startswith(_JSON_START)
    is_text = body is None and (other or is_sequence)
    return ExampleFact(
        name="",
        span=text.span,
        title=inline.plain(block.place.title).strip(),
        answered=True,
        status=block.place.status,
        response_type=media,
        response_body=body,
        response_text=text.value if is_text else "",
        response_span=text.span,
        marked=True,
    )


def _body_of(text: Text) -> Text:
    """Return the body that a block shows, without the remarks or the status line before it."""
    if text.value.lstrip().startswith("HTTP/"):
        message = read_message(text)
        return message.body if message and message.body else text.slice(0, 0)
    match = _REMARKS.match(text.value)
    return text.slice(match.end(), len(text.value)) if match else text


def _is_told_apart(
    block: CodeBlock, out: list[ExampleFact], findings: list[Diagnostic], dialect: Dialect, *, sends: bool
) -> bool:
    """Take a block of commands, or one whose label says that it is the body of a request; tell whether it was one.

    What a request ``sends`` may stand below the label of its parameters.
    """
    text = block.fence.text
    commands = read_commands(text) if "curl" in text.value else ()
    for command in commands:
        body = json_fact(command.body, findings)
        out.append(
            ExampleFact(
                name="",
                span=command.span,
                title=_title(block.place, dialect),
                method=command.method,
                target=command.target,
                path=paths.parse_example_path(command.target, dialect),
                request_type=command.media,
                request_body=body,
                request_span=command.body.span if command.body else command.span,
                credential=_credential(command.headers, dialect, has_user=command.has_user),
            )
        )
    if commands:
        return True
    # What stands below the label of a request, and below no request line, is the body of one.
    is_labelled = block.place.role == "request" and block.place.inside("examples")
    is_first = block.place.named and block.place.shown[0] is block.fence
    is_sent = block.place.role == "request_body" or (sends and block.place.role == "parameters" and is_first)
    if not is_sent and not (is_labelled and not any(e.method for e in out)):
        return False
    if block.place.marked and block.place.media and "json" not in block.place.media:
        title, media = _title(block.place, dialect), block.place.media
        fields = _fields(text) if media == _FORM else None
        shown = ExampleFact("", text.span, title, request_type=media, request_body=fields, request_span=text.span)
        out.append(shown if fields else msgspec.structs.replace(shown, request_text=text.value))
        return True
    if not text.value.lstrip().startswith(_JSON_START):
        return False
    body = json_fact(text, findings, literal=_is_literal(block, dialect))
    if body is not None:
        title, media = _title(block.place, dialect), block.place.media
        out.append(ExampleFact("", text.span, title, request_type=media, request_body=body, request_span=text.span))
    return body is not None


def _fields(text: Text) -> JsonFact | None:
    """Return the fields of a form that a text shows as they are sent: ``a=1&b=2``; None for any other text."""
    if not _PAIRS.fullmatch(text.value.strip()):
        return None
    sent = parse_qs(text.value.strip(), keep_blank_values=True)
    return JsonFact(
        {name: values if len(values) > 1 or name.endswith("[]") else values[0] for name, values in sent.items()},
        text.span,
    )


def _answers(message: Message, block: CodeBlock, dialect: Dialect, *, waits: bool) -> bool:
    """Tell whether a message without a request line is a response (and not, say, the shape of a body).

    A bare body that stands below no heading of its own is one only where a request ``waits`` for its response.
    """
    if block.kind in ("response", "request"):
        return True
    if message.status or block.status:
        return True
    if block.kind in ("resource", "example"):
        return False
    if block.place.role == "examples" and not (message.headers or waits):
        return False
    if block.place.role == "response" and dialect.outline.answers:
        return True
    return block.place.role in ("request", "response", "examples") and block.place.inside("examples")


def _stands_for_json(text: Text) -> bool:
    """Tell whether a text is brackets around a comment or around names, which stand for JSON that is not shown."""
    return _ONLY_COMMENT.match(text.value) is not None or _ONLY_NAMES.match(text.value) is not None


def json_fact(
    text: Text | None, findings: list[Diagnostic], media: str = "", *, literal: bool = False
) -> JsonFact | None:
    """Return the JSON value of a body, noting what had to be repaired; None when it is no JSON.

    What a ``literal`` of another language may hold is not noted.
    It is none where its media type says so, or where it is a comment or words in brackets that stand for what is sent.
    """
    if text is None or not text.value.lstrip().startswith(_JSON_START):
        return None
    if _stands_for_json(text):
        return None
    if "json" not in media.lower() and (media or _IN_WORDS.match(text.value)):
        return None
    if _SEQUENCE.match(media):
        return None
    found = read_json(text)
    if found is None and not media and not _SAYS_JSON.search(text.value):
        return None  # words in brackets, such as {header}.{payload}
    if found is None:
        findings.append(rules.UNREADABLE_JSON.at(text.span, problem="no value can be read"))
        return None
    findings.extend(_faults(found, text, untold=_OF_LITERALS if literal else ()))
    return JsonFact(found.value, found.span, bool(found.faults))


def faults_for_readers(text: Text) -> Iterator[Diagnostic]:
    """Yield what is wrong with JSON that only readers read: comments are for them, and dots for what is left out."""
    found = None if _stands_for_json(text) else read_json(text)
    if found is not None:
        told = _faults(found, text, untold=("comment",))
        yield from (one for one in told if one.severity is not Severity.INFO)


def _faults(found: JsonValue, text: Text, *, untold: Container[str] = ()) -> Iterator[Diagnostic]:
    """Yield a finding for each fault; habits of a whole block once, and nothing behind a fault that shifts the rest.

    ``untold`` are kinds of faults that are none here.
    """
    edits = json_fixes.edits_of_faults(text, found, json_fixes.EXAMPLE_KINDS)
    habits: dict[str, list[tuple[Fault, tuple[Edit, ...]]]] = {}
    places = Places(text)
    is_notation = any(_STANDS_FOR.match(fault.detail) for fault in found.faults)
    for one in zip(found.faults, edits, strict=True):
        fault, _ = one
        if fault.kind in untold:
            continue
        if is_notation and (fault.kind in _OF_NOTATION or _STANDS_FOR.match(fault.detail)):
            habits.setdefault(_NOTATION, []).append(one)
            continue
        start = places.index(fault.span.start)
        shortened = _is_shortened(fault, text.value, start)
        words = _SHORTENED if shortened else _words(fault, text.value, start)
        if shortened or fault.kind in _HABITS:
            habits.setdefault(words, []).append(one)
            continue
        yield _malformed(words, (one,), text)
        if fault.kind not in SURE:
            break
    for words, group in habits.items():
        yield _malformed(words, group, text)


def _malformed(words: str, group: Sequence[tuple[Fault, tuple[Edit, ...]]], text: Text) -> Diagnostic:
    first = group[0][0]
    places = [*dict.fromkeys(json_fixes.place(fault, text) for fault, _ in group)]
    shortened = words == _SHORTENED
    harmless = shortened or words == _NOTATION or first.kind == _STREAM
    return rules.MALFORMED_JSON.at(
        places[0],
        related=also(places[1:]),
        # Dots say that something is left out, <Integer> what is to be put there, and values on lines of their own that
        # one comes after another: a reader is not misled, though no program reads it as one value.
        severity=Severity.INFO if harmless else None,
        fix=None if harmless else json_fixes.fix_of(group),
        problem=words,
        advice=advice("ellipsis" if shortened else first.kind),
    )


def _is_shortened(fault: Fault, text: str, start: int) -> bool:
    """Tell whether a fault is dots that stand for what is left out, or a comma before or behind them."""
    match fault.kind:
        case "missing-comma":
            return text[max(0, start - _NEAR) : start].rstrip().endswith(_ELLIPSES)
        case "missing-value":
            return text.startswith(_ELLIPSES, start) or _DOTS_ALONE.match(text, start) is not None
        case "unclosed-bracket":
            return text.rstrip().endswith(_ELLIPSES)
        case "comment":
            return _DOTS.match(text, start) is not None
        case "trailing-comma":
            return _DOTS.match(text, start + 1) is not None
        case _:
            return fault.kind == "ellipsis"


def _words(fault: Fault, text: str, start: int) -> str:
    if fault.kind != "odd-space":
        return fault.kind.replace("-", " ")
    char = next((c for c in text[start:] if c not in " \t\n"), "")
    return _SPACES.get(char, "odd space")


def _title(place: Part, dialect: Dialect) -> str:
    """Return the heading that tells examples apart: the nearest that is not just Request or Response."""
    for here in (place, *reversed(place.ancestors)):
        if here.role not in ("request", "response") and here.inside("examples"):
            title = inline.plain(here.title).strip()
            return "" if dialect.titles["example"].search(title) else title
    return ""


def _request(message: Message, block: CodeBlock, dialect: Dialect, findings: list[Diagnostic]) -> ExampleFact:
    assert message.request is not None
    body = json_fact(message.body, findings, message.header("Content-Type"), literal=_is_literal(block, dialect))
    if dialect.outline.answers and body and body.value == {} and message.request.method in _WITHOUT_BODY:
        body = None  # it only says that nothing is sent
    names = block.annotation.names if block.annotation else ()
    return ExampleFact(
        name=names[0] if names else "",
        span=block.fence.text.span,
        title=_title(block.place, dialect),
        method=message.request.method,
        target=message.request.target,
        path=paths.parse_example_path(message.request.target, dialect),
        request_type=message.header("Content-Type"),
        request_body=body,
        request_text="" if body or message.body is None else message.body.value,
        request_span=message.body.span if message.body else message.request.span,
        credential=_credential(message.headers, dialect),
    )


def _credential(headers: Sequence[Header], dialect: Dialect, *, has_user: bool = False) -> str:
    """Return what a request sends to say who asks; "" for nothing."""
    if not dialect.outline.answers:
        return ""
    pairs = [(header.name, header.value) for header in headers]
    return security.credential(pairs, has_user=has_user, dialect=dialect)


def _respond(
    message: Message, block: CodeBlock, out: list[ExampleFact], findings: list[Diagnostic], dialect: Dialect
) -> None:
    """Pair a response with the request before it; a second response to one request repeats the request."""
    note = block.annotation
    if out and _completes(out[-1], message, block, dialect):
        body = json_fact(message.body, findings)
        out[-1] = msgspec.structs.replace(out[-1], request_body=body, request_span=message.span)
        return
    for index in _asked(note, out):
        asked = out[index]
        unnamed = msgspec.structs.replace(asked, name="") if asked.answered else asked
        filled = _fill(unnamed, message, block, findings, dialect)
        if asked.answered:
            out.append(filled)
        else:
            out[index] = filled
        return
    empty = ExampleFact(name="", span=block.fence.text.span, title=_title(block.place, dialect))
    out.append(_fill(empty, message, block, findings, dialect))


def _share(out: list[ExampleFact]) -> None:
    """Give the last answer also to the requests right before its own that use the same method and have no answer."""
    last = len(out) - 1
    for index in range(last - 1, -1, -1):
        if out[index].answered or out[index].method != out[last].method or not out[index].method:
            return
        out[index] = msgspec.structs.replace(
            out[index],
            answered=True,
            status=out[last].status,
            response_type=out[last].response_type,
            response_body=out[last].response_body,
            response_text=out[last].response_text,
            response_span=out[last].response_span,
        )


def _completes(request: ExampleFact, message: Message, block: CodeBlock, dialect: Dialect) -> bool:
    """Tell whether a bare body is that of the request above it, shown in a block of its own."""
    if dialect.outline.answers and request.method in _WITHOUT_BODY:
        return False
    if block.place.role != "request" or block.kind == "response" or message.status or message.headers:
        return False
    return not request.answered and request.request_body is None and not request.request_text


def _asked(note: Annotation | None, out: list[ExampleFact]) -> Iterator[int]:
    """Yield the request that a response answers: the one it names, else the last before it that is not too far."""
    names = note.names if note else ()
    for name in names:
        for index, example in enumerate(out):
            if example.name == name and example.method and not example.answered:
                yield index
                return
    for index in reversed(range(max(0, len(out) - _FAR), len(out))):
        if out[index].method:
            yield index
            return


def _is_literal(block: CodeBlock, dialect: Dialect) -> bool:
    """Tell whether the data of a code block is written in another language than JSON, which allows more."""
    words = block.fence.info.split(None, 1)
    return bool(words) and words[0].strip("{}.") in dialect.outline.literal_languages


def _fill(
    example: ExampleFact, message: Message, block: CodeBlock, findings: list[Diagnostic], dialect: Dialect
) -> ExampleFact:
    body = json_fact(message.body, findings, message.header("Content-Type"), literal=_is_literal(block, dialect))
    note = block.annotation
    stated = note.type if note else ""
    wrapped = _COLLECTION.match(stated)
    annotated = (wrapped[1] if wrapped else stated).lstrip("#")
    place = note.type_span if note else None
    if wrapped and place:
        end = place.start + wrapped.end(1)
        place = Span(place.path, end - len(annotated), end)
    return msgspec.structs.replace(
        example,
        answered=True,
        status=message.status or block.status,
        response_type=message.header("Content-Type"),
        response_body=body,
        response_text="" if body or message.body is None or _stands_for_json(message.body) else message.body.value,
        response_span=message.body.span if message.body else message.span,
        annotated=annotated,
        annotated_collection=True if wrapped else (note.collection if note else None),
        annotated_span=place,
        whole=bool(note and note.whole),
        location=message.header("Location"),
    )
