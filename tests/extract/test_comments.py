"""Comments that say what the next block is: what each member says, and what is wrong with the JSON."""

from __future__ import annotations

import msgspec
import pytest

from docgen import dialects, markdown
from docgen.extract import comments
from docgen.markdown.page import Comment
from docgen.source import Source, Span

GRAPH = dialects.load("microsoft-graph")
HEAD = "# Box\n\nText.\n\n"


def read(text: str) -> tuple[dict[str, object], str]:
    """Return what an annotation says, spans as their texts, and the finding with its line, column and text."""
    source = Source("a.md", f"{HEAD}<!-- {text} -->\n")
    page = markdown.parse(source)
    (comment,) = (block for section in page.root.walk() for block in section.blocks if type(block) is Comment)
    found, finding = comments.read(comment, GRAPH)

    def plain(value: object) -> object:
        return source.text[value.start : value.end] if isinstance(value, Span) else value

    said = {
        field.name: plain(getattr(found, field.name))
        for field in (msgspec.structs.fields(found) if found else ())
        if field.name != "span" and getattr(found, field.name) != field.default
    }
    if finding is None:
        return said, ""
    place = source.position(finding.span.start)
    return said, f"{place.line}:{place.column} {plain(finding.span)!r} {finding.message}"


@pytest.mark.parametrize(
    ("members", "want"),
    [
        ("", {}),
        ('"name": "one"', {"names": ("one",)}),
        ('"name": ["one", 2, "three"]', {"names": ("one", "three")}),
        ('"name": ""', {}),
        ('"name": 7', {}),
        ('"name": []', {}),
        ('"@odata.type": "#a.b"', {"type": "a.b", "type_span": "a.b"}),
        ('"@odata.type": " a "', {"type": "a", "type_span": "a"}),
        ('"@type": "a", "@odata.type": "b"', {"type": "b", "type_span": "b"}),
        ('"@odata.type": 7, "@type": "a"', {"type": "a", "type_span": "a"}),
        ('"@odata.type": "", "@type": "a"', {"type": "a", "type_span": "a"}),
        ('"@odata.type": "a\\u002eb"', {"type": "a.b"}),
        ('"baseType": "#a.b "', {"base": "a.b"}),
        ('"keyProperty": "id"', {"key": "id"}),
        ('"keyProperty": ["id", "name"]', {"key": "id"}),
        ('"openType": true', {"open": True}),
        ('"openType": " TRUE "', {"open": True}),
        ('"openType": "yes"', {}),
        ('"openType": 1', {}),
        ('"openType": false', {}),
        ('"abstract": true', {"abstract": True}),
        ('"abstract": "no", "isAbstract": true', {"abstract": True}),
        ('"abstract": false, "isAbstract": true', {}),
        ('"isCollection": true', {"collection": True}),
        ('"isCollection": "False"', {"collection": False}),
        ('"nullableProperties": ["a", "b"]', {"nullable": ("a", "b")}),
        ('"optionalProperties": "a"', {"optional": ("a",)}),
        ('"scopes": "a.b, c.d;e  f"', {"scopes": ("a.b", "c.d", "e", "f")}),
        ('"scopes": ["a b", "c", 7]', {"scopes": ("a", "b", "c")}),
        ('"isEmpty": true', {"empty": True}),
        ('"expectError": "true"', {"error": True}),
        ('"collectionProperty": "rows"', {"items": "rows"}),
        ('"truncated": false', {"whole": True}),
        ('"truncated": true', {}),
        ('"truncated": "false"', {"whole": True}),
    ],
)
def test_what_the_members_of_an_annotation_say(members, want):
    text = f'{{"blockType": "resource"{", " if members else ""}{members}}}'
    assert read(text) == ({"kind": "resource", **want}, "")


@pytest.mark.parametrize(
    ("text", "said", "finding"),
    [
        ("Text.", {}, ""),
        ('{"name": "one"}', {}, ""),
        ('{"kind": "blockType"}', {"kind": ""}, ""),
        ('{"blockType": 7}', {"kind": ""}, ""),
        (
            '["blockType"]',
            {},
            "5:1 '<!-- [\"blockType\"] -->' the JSON of this annotation is not valid: no value can be read",
        ),
        ("blockType", {}, "5:1 '<!-- blockType -->' the JSON of this annotation is not valid: no value can be read"),
        (
            '{"blockType": "request",}',
            {"kind": "request"},
            "5:29 ',' the JSON of this annotation is not valid: trailing comma",
        ),
        (
            '{"blockType": "request" "name": "a"}',
            {"kind": "request", "names": ("a",)},
            "5:28 '\"' the JSON of this annotation is not valid: missing comma",
        ),
        (
            '{"blockType": "request"\n\n# Heading\n',
            {"kind": "request"},
            (
                '5:1 \'<!-- {"blockType": "request"\\n\\n# Heading\\n -->\' '
                "the JSON of this annotation is not valid: --> is missing behind it"
            ),
        ),
    ],
)
def test_what_is_wrong_with_an_annotation(text, said, finding):
    assert read(text) == (said, finding)


def test_the_type_is_placed_where_it_stands_last():
    assert read('{"blockType": "box", "name": "box", "@type": "box"}')[0]["type_span"] == "box"
    source = f'{HEAD}<!-- {{"blockType": "box", "@type": "box", "name": "a"}} -->\n'
    (comment,) = (b for s in markdown.parse(Source("a.md", source)).root.walk() for b in s.blocks if type(b) is Comment)
    found, _ = comments.read(comment, GRAPH)
    assert found is not None
    assert found.type_span == Span("a.md", source.rindex("box"), source.rindex("box") + 3)
    assert found.span == comment.span
