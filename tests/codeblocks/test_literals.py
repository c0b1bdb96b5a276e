"""A quotation mark that ends a literal too early is found; what only looks like one is not."""

from __future__ import annotations

import pytest

from docgen.codeblocks.literals import early_end

BROKEN = [
    ("javascript", "get('/books(title=", "'Momo')')"),
    ("ts", 'const text = "say=', '"yes"";'),
    ("java", 'get("/books(title=', '"Momo")");'),
    ("csharp", 'var s = $"{a}=', '"Momo"";'),
    ("objc", '@"books?title=', '"Momo"";'),
    ("python", "get('/books(title=", "'Momo')')"),
]
SOUND = [
    ("javascript", "get('/books(title=\\'Momo\\')')"),
    ("javascript", "// the book's 'own' a='b'c\nget('x')"),
    ("javascript", "/* a='b'c */ get('x')"),
    ("javascript", "get(`books?a='b'c`)"),
    ("javascript", "text.replace(/='a'b/, 'x')"),
    ("javascript", 's => /"/.test(s); const b="x"'),
    ("python", 'f"{names["a"]}"'),
    ("python", "x = 'a'if y else 'b'"),
    ("javascript", "<p a='b'>Don't say it's so</p>"),
    ("java", 'char quote = \'"\'; String s ="x";'),
    ("java", 'String s = """\na="b"c\n""";'),
    ("csharp", 'var s = @"a=""b""c";'),
    ("python", "s = f'a={b}'\nt=r'x'"),
    ("python", '"""It\'s a=\'b\'c"""'),
    ("json", '{"a":"b"c}'),
]


@pytest.mark.parametrize(("language", "before", "after"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_literal_that_ends_too_early(language, before, after):
    assert early_end(before + after, language) == len(before)


@pytest.mark.parametrize(("language", "code"), SOUND)
def test_code_that_is_sound(language, code):
    assert early_end(code, language) is None
