"""Makes pages, dialects and settings nobody wrote of those that are in the checkout; a seed always makes the same."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = "tests/fuzz/seeds"  # every carrier of a request and every form of a row that pages of any team have
PAGES = (SEEDS, "docs_input", "tests/golden/*/pages", "tests/checks/library", "tests/fuzz/cases")
SITE = "tests/golden/mintlify/pages/site/docs.json"
FIXTURES = "tests/extract/fixtures/*.md"
_EXAMPLE = re.compile(r"^`{5}markdown[^\n]*\n(.*?)^`{5}$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"[ \t]*⟵ DG\d{3}$", re.MULTILINE)
_SEEDS_AS_OFTEN = 20  # they are few and long beside the examples of rules
_SUFFIXES = (".md",) * 7 + (".mdx", ".apib", ".markdown")
_TARGET = re.compile(r"\]\((?:\.\./|\./)*([a-z0-9-]+(?:/[a-z0-9-]+)*\.md)[)#?]")
_WORD = re.compile(r"\w+")
_CLOSED = re.compile(
    r"\"[^\"\n]*\"|`[^`\n]*`|\*\*[^*\n]*\*\*|\[[^\]\n]*\]\([^)\n]*\)|<[^<>\n]*>|\{[^{}\n]*\}|\([^()\n]*\)"
)

# Carriers and row forms: what a page may say a parameter, a type or an answer with.
FORMS = (
    "|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key. Required.|\n",
    "<table>\n<tr><th>Name</th><th>Type</th></tr>\n<tr><td rowspan=\"2\">id</td><td>int</td></tr>\n</table>\n",
    "- `id` (string, required) - The key.\n    + Default: `a`\n    + Members\n        + `a`\n        + `b`\n",
    "* **id** _integer_: The key.\n  * **inner** string\n",
    "`id` _(String)_\n: The key.\n",
    "#### `id` string required\n\nThe key.\n",
    "<ParamField path=\"id\" type=\"string\" required>\n  The key.\n</ParamField>\n",
    "<ResponseField name=\"id\" type=\"object\">\n<Expandable title=\"more\">\n</Expandable>\n</ResponseField>\n",
    "{% tabs %}\n{% tab title=\"200\" %}\n```json\n{\"id\": 1}\n```\n{% endtab %}\n{% endtabs %}\n",
    "{% swagger method=\"get\" path=\"/a\" baseUrl=\"https://a.example\" %}\n{% endswagger %}\n",
    "```http\nPOST https://a.example/v1/shelves/{id}?$top=3\nContent-Type: application/json\n\n{\"a\": [1,],}\n```\n",
    "```bash\ncurl -X POST 'https://a.example/a?b=c' -H 'A: b' -d '{\"a\": 1}'\n```\n",
    "```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"value\": [{\"@odata.type\": \"#a.b\"}]}\n```\n",
    "```typescript\nexport interface Book {\n  id?: string; // The key.\n  of: Book[];\n}\n```\n",
    "```json\n{\"$schema\": \"x\", \"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}}}\n```\n",
    "+ Response 200 (application/json)\n\n        {\"a\": 1}\n",
    "## Shelf [/shelves/{id}{?a,b*}]\n\n### Read [GET]\n\n+ Parameters\n    + id: `1` (number) - Which.\n",
    "<!-- {\"blockType\": \"response\", \"truncated\": true, \"@odata.type\": \"a.b\"} -->\n",
    "<!-- docgen allow missing-type -->\n",
    "> [!NOTE]\n> Deprecated.\n",
    "# [HTTP](#tab/http)\n\n`GET /a`\n\n---\n",
    "[!INCLUDE [a](../includes/a.md)]\n",
    "---\ntitle: \"A\"\nopenapi: get /a\nms.date: 01/01/2020\n---\n",
    "If successful, this method returns a `200 OK` response code and a collection of [book](book.md) objects.\n",
    "Possible values are: `a`, `b`, `unknownFutureValue`. Default is `c`. Maximum length is 3 characters.\n",
    "Inherits from [book](book.md).\n",
    "|Permission type|Least|Higher|\n|-|-|-|\n|Application|A.Read.All|B.Read and C.Read|\n",
    "[^1]: A footnote | with a bar\n",
    "![a](a.png \"b\") <br/> &nbsp; &#x110000; <a id=\"b\"></a>\n",
)  # fmt: skip
ATOMS = (
    *("|", "||", "\\|", "`", "```", "~~~", "*", "**", "_", "#", "######", "<", ">", "<!--", "-->", "{", "}", "[", "]"),
    *("(", ")", "\"", "'", ":", "::: ", "---", "\t", "    ", "\\", "\u00a0", "\u200b", "\ufeff", "\u0130"),
    *("\u2028", "\x0b", "\x0c", "\x1f", "\x85", "\ud800", "\x7f", "&lt;", "&#0;", "NaN", "1e999", "-0", "9" * 25),
    *("٣", "\U0001f600"),
    *("null", "true", "TODO", "$ref", "$value", "@odata.type", "Collection(", "String", "object", "200 OK", "default"),
    *("{id}", "{{id}}", "<id>", "?a={b}", "GET /", "https://", "/", "//", "..", "%zz", "%00", "&", "=", ";", "…", "-"),
)  # fmt: skip
_TOML = ('"', "'''", "[", "]", "[[", "=", "\n", ".add", ".replace", "true", "1", "{}", "[]", "(", "(?P<a>", "\\", "#")


@cache
def pages() -> tuple[str, ...]:
    """Return the texts that mutants begin as: the pages of the tests and of the sample, and the examples of rules."""
    files = sorted(file for pattern in PAGES for top in ROOT.glob(pattern) for file in top.rglob("*") if file.is_file())
    found = [file.read_bytes().decode(errors="surrogateescape") for file in files]
    found += seeds() * _SEEDS_AS_OFTEN
    for file in sorted(ROOT.glob(FIXTURES)):
        found += [text for text in file.read_text(encoding="utf-8").split("\n.\n") if "\n" in text.strip()]
    for file in rule_pages():
        found += [_MARK.sub("", text) for text in _EXAMPLE.findall(file.read_text(encoding="utf-8"))]
    return tuple(found)


@cache
def seeds() -> tuple[str, ...]:
    """Return the pages of ``tests/fuzz/seeds``."""
    return tuple(file.read_text(encoding="utf-8") for file in sorted((ROOT / SEEDS).iterdir()))


def rule_pages() -> list[Path]:
    """Return the pages of rules, as they are installed."""
    import docgen.rules

    return sorted(Path(docgen.rules.__file__).parent.glob("DG*.md"))


@cache
def dialects() -> tuple[str, ...]:
    """Return the texts of the dialects that are shipped, part by part: a whole one takes long to read."""
    import docgen.dialects

    files = sorted(Path(docgen.dialects.__file__).parent.glob("*.toml"))
    return tuple(part for file in files for part in re.split(r"\n(?=\[)", file.read_text(encoding="utf-8")))


@cache
def words() -> tuple[str, ...]:
    """Return the words and sentences that the shipped dialects know."""
    import docgen.dialects

    files = sorted(Path(docgen.dialects.__file__).parent.glob("*.toml"))
    return tuple(sorted({word for file in files for word in _texts(tomllib.loads(file.read_text(encoding="utf-8")))}))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _texts(one)


SETTINGS = (
    'inputs = ["docs"]\noutput = "build/api.yaml"\nopenapi = "3.1.1"\nselect = ["ALL"]\nignore = ["DG304"]\n',
    '[info]\ntitle = "A"\nversion = "1"\n\n[[servers]]\nurl = "https://a.example/{v}"\n',
    'dialect = "base"\nprofile = "graph"\ncompact = true\nfunction-quotes = "none"\njobs = 1\n',
    '[dialect.headings.words]\nparameters = ["what you send"]\n\n[dialect.columns]\nname = ["feld"]\n',
    'exclude = ["**/a*.md", "!b/"]\n\n[per-file-ignores]\n"api/*.md" = ["DG3"]\n',
)


def page(seed: str) -> str:
    """Return the page of a seed: one of ``pages()``, changed one to eight times."""
    chance = random.Random(seed)
    text = chance.choice(pages())
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        text = chance.choice(_CHANGES)(chance, text)
    return text[:60_000]


def names(seed: str, count: int) -> list[str]:
    """Return names for pages that are read together: first some of those that links and includes lead to."""
    chance = random.Random(f"names {seed}")
    wanted = chance.sample(targets(), min(count // 2, len(targets())))
    return [*wanted, *(f"page{number}{chance.choice(_SUFFIXES)}" for number in range(count - len(wanted)))]


@cache
def targets() -> tuple[str, ...]:
    """Return the names of pages that links of ``pages()`` lead to, each without the folders above."""
    found = {name for text in (*pages(), *FORMS) for name in _TARGET.findall(text)}
    return tuple(sorted(found))


def toml(seed: str, texts: tuple[str, ...]) -> str:
    """Return the dialect or the settings of a seed, made of one or two of some texts."""
    chance = random.Random(seed)
    text = "\n".join(chance.sample(texts, chance.choice((1, 1, 2))))
    for _ in range(chance.choice((1, 1, 2, 3))):
        change = chance.choice((_lose_line, _double_line, _swap_lines, _swap_words, _put_toml, _change_character))
        text = change(chance, text)
    return text


def site(seed: str) -> str:
    """Return the file of a site of a seed."""
    chance = random.Random(f"site {seed}")
    text = (ROOT / SITE).read_text(encoding="utf-8")
    for _ in range(chance.choice((0, 1, 1, 2))):
        text = chance.choice((_lose_line, _double_line, _swap_words, _swap_closed, _change_character))(chance, text)
    return text


def data(text: str) -> bytes:
    """Return the bytes of a page; half of a pair of surrogates stands for a byte that is no UTF-8."""
    out = text.encode(errors="surrogatepass")
    return out.replace(b"\r\n", b"\n") if text.count("\r\n") * 2 < text.count("\n") else out


def _lines(chance: random.Random, text: str, most: int = 6) -> tuple[list[str], int, int]:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    return lines, start, min(len(lines), start + chance.randint(1, most))


def _lose_line(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text)
    return "\n".join(lines[:start] + lines[end:])


def _double_line(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text, 4)
    return "\n".join(lines[:end] + lines[start:end] * chance.choice((1, 1, 2, 20)) + lines[end:])


def _swap_lines(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text)
    part = lines[start:end]
    rest = lines[:start] + lines[end:]
    at = chance.randint(0, len(rest))
    return "\n".join(rest[:at] + part + rest[at:])


def _splice(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text)
    other, first, last = _lines(chance, chance.choice(pages()), 25)
    return "\n".join(lines[:start] + other[first:last] + lines[chance.choice((start, end)) :])


def _put_form(chance: random.Random, text: str) -> str:
    lines, start, _ = _lines(chance, text)
    form = chance.choice(FORMS).split("\n")
    lead = chance.choice(("", "", "", "> ", "  ", "    ", "- "))
    blank = [""] if chance.random() < 0.7 else []
    return "\n".join([*lines[:start], *blank, *(lead + line for line in form), *blank, *lines[start:]])


def _lead_lines(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text, 12)
    lead = chance.choice(("> ", "  ", "    ", "\t", "- ", "#", "|", ": "))
    return "\n".join([*lines[:start], *(lead + line for line in lines[start:end]), *lines[end:]])


def _put_atom(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(ATOMS) * chance.choice((1, 1, 1, 2, 5, 60)) + text[at:]


def _put_word(chance: random.Random, text: str) -> str:
    """Put a word of a dialect in the place of one, or before it."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    place = chance.choice(found)
    return (
        text[: place.start()] + chance.choice(words()) + text[place.start() if chance.random() < 0.3 else place.end() :]
    )


def _put_toml(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(_TOML) + text[at:]


def _change_character(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return (
        text[:at]
        + chance.choice(("", "", chr(chance.randrange(32, 127)), text[at : at + 1].swapcase()))
        + text[at + 1 :]
    )


def _swap_words(chance: random.Random, text: str) -> str:
    return _swap(chance, text, _WORD)


def _swap_closed(chance: random.Random, text: str) -> str:
    return _swap(chance, text, _CLOSED)


def _swap(chance: random.Random, text: str, pattern: re.Pattern[str]) -> str:
    """Put what stands at one place also at another."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    return text[: one.start()] + chance.choice((other[0], other[0], "")) + text[one.end() :]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randint(0, len(text))
    return chance.choice((text[:at], text[at:]))


def _ends(chance: random.Random, text: str) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\n \n")))


def _wrap(chance: random.Random, text: str) -> str:
    lines, start, end = _lines(chance, text, 20)
    before, after = chance.choice(
        (("```", "```"), ("<!--", "-->"), ("<details>", "</details>"), ("<table><tr><td>", "</td></tr></table>"),
         ("::: zone pivot=\"a\"", "::: zone-end"), ("<Tabs>", "</Tabs>"), ("{% tab %}", "{% endtab %}"))
    )  # fmt: skip
    return "\n".join([*lines[:start], before, *lines[start:end], after, *lines[end:]])


_Change = Callable[[random.Random, str], str]
_CHANGES: tuple[_Change, ...] = (
    *(_lose_line, _double_line, _swap_lines, _splice, _splice, _put_form, _put_form, _lead_lines, _put_atom, _put_atom),
    *(_put_word, _put_word),
    *(_change_character, _swap_words, _swap_words, _swap_closed, _swap_closed, _cut, _ends, _wrap),
)


def many(seed: int, start: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield names of seeds and their pages."""
    for number in range(start, start + count):
        yield f"{seed}-{number}", page(f"{seed}-{number}")
