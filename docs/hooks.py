"""Add to the guide the pages that are made from the code: rules, settings, and the words of the dialects."""

from __future__ import annotations

import html
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # docgen of this checkout, whichever is installed

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402

from docgen.diagnostic import Rule  # noqa: E402
from docgen.findings import selection  # noqa: E402
from docgen.rules import pages  # noqa: E402


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated pages; a page of the same name in ``pages/`` would be a mistake."""
    for name, text in generated():
        files.append(File.generated(config, name, content=text))
    return files


def generated() -> Iterator[tuple[str, str]]:
    """Yield the path of each generated page, from the folder of pages, and its Markdown."""
    yield "settings.md", _settings()
    yield "words.md", _words()
    yield "rules.md", _rules()
    for rule in selection.catalogue().values():
        yield f"rules/{rule.code}.md", _rule(rule)


def _settings() -> str:
    schema = json.loads((ROOT / "docgen/settings.schema.json").read_text("utf-8"))
    head = (ROOT / "docs/settings.head.md").read_text("utf-8")
    rows = [f"| `{key}` | {_default(one)} | {_cell(one['description'])} |" for key, one in schema["properties"].items()]
    return "\n".join([head, "| Key | Default | Meaning |", "|---|---|---|", *rows, ""])


def _default(schema: dict[str, Any]) -> str:
    default = schema.get("default")
    return "none" if default in ("", [], {}, None) else f"`{json.dumps(default)}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


_FAMILIES = {
    "0": "Files",
    "1": "Structure of pages",
    "2": "Unfinished text",
    "3": "Types and properties",
    "4": "Operations",
    "5": "Examples",
    "6": "Links and sets of pages",
    "7": "Trouble for generators of code",
    "8": "Pages against a contract",
    "9": "The document",
}


def _rules() -> str:
    parts = [(ROOT / "docs/rules.head.md").read_text("utf-8")]
    for digit, family in _FAMILIES.items():
        rows = [
            f"| [`{one.code}`](rules/{one.code}.md) | `{one.name}` | {one.severity.value} "
            f"| {_cell(pages.summary(one.code))} |"
            for one in selection.catalogue().values()
            if one.code[2] == digit
        ]
        if rows:
            head = "| Code | Name | Severity | What it does |\n|---|---|---|---|\n"
            parts.append(f"## DG{digit}: {family}\n\n{head}" + "\n".join(rows) + "\n")
    return "\n".join(parts)


# How the fences of a rule's examples begin: with the language, and the path of the page.
_FENCE = re.compile(r"^(`{3,}\w+) (\S+)$", re.MULTILINE)


def _rule(rule: Rule) -> str:
    """Return the page of a rule as ``docgen rule`` prints it, with the code in its title."""
    _title, _, text = pages.page(rule.code).partition("\n")
    text = _FENCE.sub(r'\1 title="\2"', text)
    return f"# {rule.code} {rule.name}\n\nSeverity: **{rule.severity.value}**\n{text}"


def _words() -> str:
    """Return the page of what is understood: each key of a dialect, what it means, and what the base dialect has."""
    schema = json.loads((ROOT / "docgen/dialects/dialect.schema.json").read_text("utf-8"))
    base = tomllib.loads((ROOT / "docgen/dialects/base.toml").read_text("utf-8"))
    parts = [(ROOT / "docs/words.head.md").read_text("utf-8")]
    for name, one in schema["properties"].items():
        parts += [f"## {name}\n", one.get("description", ""), ""]
        known = base.get(name, {})
        members = one.get("properties") or {}
        if members:
            parts += [*_keys(members, known), ""]
        elif isinstance(known, dict) and known and all(isinstance(value, dict) for value in known.values()):
            parts += ["| Key | Words |", "|---|---|"]
            parts += [f"| `{key}` | {_value(value.get('words', []))} |" for key, value in known.items()]
            parts.append("")
        elif known:
            parts += [_value(known), ""]
    return "\n".join(parts)


def _keys(members: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    yield "| Key | What it says | In the base dialect |"
    yield "|---|---|---|"
    for key, one in members.items():
        value = known.get(key, "")
        yield f"| `{key}` | {_cell(one.get('description', ''))} | {_value(value)} |"


def _value(value: Any) -> str:
    """Return a value as a cell shows it: words apart, pairs as a role and its pattern."""
    if isinstance(value, dict):
        return "<br>".join(f"`{key}`: {_value(one)}" for key, one in value.items())
    if isinstance(value, list) and value and all(isinstance(one, list) and len(one) == 2 for one in value):
        return "<br>".join(f"`{one[0]}`: {_code(one[1])}" for one in value)
    if isinstance(value, list):
        value = [one if isinstance(one, str) else " ".join(map(str, one)) for one in value]
        return ", ".join(_code(one) for one in value)
    return _code(json.dumps(value) if isinstance(value, bool) else str(value)) if value != "" else ""


def _code(text: str) -> str:
    """Return a text as code in a cell of HTML, where a pattern may hold any character."""
    shown = html.escape(str(text)).replace("|", "&#124;").replace("\n", "\\n")
    for mark in "*_`[]{}\\":
        shown = shown.replace(mark, f"&#{ord(mark)};")
    return f"<code>{shown}</code>" if text else ""
