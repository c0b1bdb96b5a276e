"""Reads and checks a settings file; a mistake is reported with its file and key."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from docgen.diagnostic import Severity
from docgen.errors import DocgenError
from docgen.near import nearest

FILE_NAMES = ("docgen.toml", "pyproject.toml")
FailOn = Literal["error", "warning", "info", "never"]
Strings = tuple[str, ...]


class Info(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """What stands under ``info`` of the document, where the pages do not say it."""

    title: str = ""
    version: str = ""
    description: str = ""


class Sections(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """The level-2 headings of pages, in their order and letter case; a question mark behind one: it may be missing."""

    operation: Annotated[Strings, Meta(description="The sections of a page of an operation.")] = ()
    resource: Annotated[Strings, Meta(description="The sections of a page of a type.")] = ()
    enum: Annotated[Strings, Meta(description="The sections of a page of an enumeration.")] = ()
    others: Annotated[bool, Meta(description="Whether a page may have other sections, too.")] = True


class Lint(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """What a team requires of its pages besides the rules, and what it allows."""

    show: Annotated[
        Literal["", "error", "warning", "info"],
        Meta(description="The lowest severity that is shown; empty: as the format of the findings has it."),
    ] = ""
    sections: Annotated[Sections, Meta(description="The sections of pages, by kind.")] = Sections()
    front_matter: Annotated[
        dict[str, Strings],
        Meta(
            description="The keys that front matter must have, each with its values (none: any); "
            "a question mark behind a key: it may be missing."
        ),
    ] = msgspec.field(default_factory=dict)
    headers: Annotated[Strings, Meta(description="The request headers that pages may use; none: any.")] = ()
    content_types: Annotated[Strings, Meta(description="The media types that messages may have; none: any.")] = ()
    methods: Annotated[Strings, Meta(description="The HTTP methods that requests may have; none: any.")] = ()
    accept: Annotated[Strings, Meta(description="Names that are right as they are: nothing is found about them.")] = ()
    unfinished: Annotated[Strings, Meta(description="Words that mark what is still to be written, as written.")] = ()


class DialectChoice(msgspec.Struct, frozen=True, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The dialect of the pages that match one of the patterns."""

    paths: Strings
    name: str


class ContractIgnore(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """What of a contract no page has to say: paths with all below them, tags, and what has one of some extensions."""

    paths: Strings = ()
    tags: Strings = ()
    extensions: Strings = ()


class Settings(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True, omit_defaults=True
):
    """Everything that can be set, with what holds when nothing is.

    Relative paths and patterns start from the folder of the settings file, or from the working directory when there
    is none.
    """

    inputs: Annotated[Strings, Meta(description="Pages, folders and globs that are read.")] = ("docs_input",)
    output: Annotated[str, Meta(description="Where the document is written.")] = "build/openapi.yaml"
    openapi: Annotated[Literal["3.0", "3.1"], Meta(description="The version of OpenAPI.")] = "3.0"
    format: Annotated[
        Literal["", "yaml", "json"], Meta(description="The format of the document; empty: by the ending of output.")
    ] = ""
    profile: Annotated[
        Literal["portable", "graph"], Meta(description="Clean for every generator, or as the service's own pipeline.")
    ] = "portable"
    operation_ids: Annotated[
        Literal["resource", "path", "page"],
        Meta(
            description="What operations without a name of their own are called after: verb and resource, method and "
            "path, or the title of the page."
        ),
    ] = "resource"
    schema_names: Annotated[
        Literal["qualified", "short"],
        Meta(
            description="Whether schemas are named with the namespace that pages state, or without where that is clear."
        ),
    ] = "qualified"
    function_quotes: Annotated[
        Literal["plain", "encoded", "none"],
        Meta(description="How the quotes of function arguments in paths are written: as they are, as %27, or not."),
    ] = "plain"
    compact: Annotated[
        bool, Meta(description="Whether the document is short, for tools of language models: no examples, few levels.")
    ] = False
    discriminator: Annotated[bool, Meta(description="Whether base types name the types derived from them.")] = False
    navigation: Annotated[bool, Meta(description="Whether schemas have navigation properties.")] = True
    overlay: Annotated[Strings, Meta(description="OpenAPI Overlay files with corrections, applied in order.")] = ()
    include_path: Annotated[Strings, Meta(description="Paths to keep, each with all below it; empty: all.")] = ()
    include_tag: Annotated[Strings, Meta(description="Tags whose operations are kept; empty: all.")] = ()
    include_operation: Annotated[Strings, Meta(description="Operations to keep, by operationId; empty: all.")] = ()
    exclude_path: Annotated[Strings, Meta(description="Paths to leave out, each with all below it.")] = ()
    exclude_tag: Annotated[Strings, Meta(description="Tags whose operations are left out.")] = ()
    exclude_operation: Annotated[Strings, Meta(description="Operations to leave out, by operationId.")] = ()
    split: Annotated[str, Meta(description="The folder for one document per tag; empty: none are written.")] = ""
    source_map: Annotated[
        str, Meta(description="The file for the page, line and column of each part; empty: none is written.")
    ] = ""
    mark_sources: Annotated[bool, Meta(description="Whether x-docgen-source tells where each part comes from.")] = False
    dialect: Annotated[
        str | dict[str, Any],
        Meta(
            description="The dialect of all pages: a name, a dialect file of your own, or its tables; "
            "empty: found out page by page."
        ),
    ] = ""
    dialects: Annotated[
        tuple[DialectChoice, ...], Meta(description="Dialects of some pages; the first that matches wins.")
    ] = ()
    exclude: Annotated[Strings, Meta(description="Patterns, as in .gitignore, of pages that are left out.")] = ()
    includes: Annotated[
        Strings, Meta(description="Names of folders whose pages are parts of others; empty: as the dialect says.")
    ] = ()
    root: Annotated[str, Meta(description="The folder that includes may be read from; empty: each input.")] = ""
    select: Annotated[Strings, Meta(description="Codes, prefixes or names of the rules to report; empty: all.")] = ()
    ignore: Annotated[Strings, Meta(description="Codes, prefixes or names of the rules not to report.")] = ()
    severity: Annotated[dict[str, Severity], Meta(description="The severity of rules, by code, prefix or name.")] = (
        msgspec.field(default_factory=dict)
    )
    per_file_ignores: Annotated[
        dict[str, Strings], Meta(description="Rules not to report for the pages that match a pattern.")
    ] = msgspec.field(default_factory=dict)
    baseline: Annotated[str, Meta(description="The file of known findings, which are not reported.")] = (
        "docgen-baseline.json"
    )
    source_url: Annotated[
        str,
        Meta(
            description="Where a line of a page can be seen, with {path}, {line} and {revision}; for links of the "
            "report."
        ),
    ] = ""
    revision: Annotated[str, Meta(description="The commit or version of the pages, which the report names.")] = ""
    revision_date: Annotated[str, Meta(description="The date of that commit or version, as the report shows it.")] = ""
    lint: Annotated[Lint, Meta(description="What the team requires of its pages, and what it allows.")] = Lint()
    fail_on: Annotated[FailOn, Meta(description="The lowest severity that makes the exit code 1.")] = "error"
    jobs: Annotated[int, Meta(ge=0, description="How many processes read pages; 0: as suits the input.")] = 0
    cache: Annotated[bool, Meta(description="Whether .docgen_cache keeps what pages said for the next run.")] = True
    validate: Annotated[
        Literal["auto", "full"], Meta(description="Whether openapi-spec-validator also judges large documents.")
    ] = "auto"
    info: Annotated[Info, Meta(description="What stands under info of the document.")] = Info()
    servers: Annotated[Strings, Meta(description="Addresses of the service.")] = ()
    security: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9._-]*$",
            description="The security scheme of operations whose pages say nothing of it; empty: none is claimed.",
        ),
    ] = ""

    contract: Annotated[
        str, Meta(description="The OpenAPI, Swagger or CSDL file that lint holds the pages against; empty: none.")
    ] = ""
    contract_ignore: Annotated[
        ContractIgnore, Meta(description="Paths, tags and extensions of the contract that no page has to say.")
    ] = ContractIgnore()
    fill: Annotated[
        str, Meta(description="The contract from which the document takes what pages leave out; empty: none.")
    ] = ""

    @property
    def output_format(self) -> Literal["yaml", "json"]:
        """Return the format of the document: as set, else by the ending of ``output``."""
        if self.format:
            return self.format
        return "json" if self.output.lower().endswith(".json") else "yaml"


class Found(msgspec.Struct, frozen=True):
    """Settings, the file that they were read from (None when nothing was), and the folder that paths start from."""

    settings: Settings
    file: Path | None
    folder: Path


def find(start: str | Path = "") -> Found:
    """Return the settings of the nearest file upward from a folder, or the defaults."""
    folder = Path(os.path.abspath(start))
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            file = place / name
            if file.is_file():
                table = _table(file)
                if table is not None:
                    return Found(parse(table, display_name(file)), file, place)
    return Found(Settings(), None, folder)


def default() -> Found:
    """Return the defaults, with paths from the working directory."""
    return Found(Settings(), None, Path.cwd())


def load(path: str | Path) -> Found:
    """Return the settings of one file; raise DocgenError when it holds none."""
    file = Path(os.path.abspath(path))
    table = _table(file)
    if table is None:
        raise DocgenError(f"{display_name(file)} has no [tool.docgen] table")
    return Found(parse(table, display_name(file)), file, file.parent)


def parse(table: Mapping[str, Any], name: str) -> Settings:
    """Check a table of settings; ``name`` is the file to blame in the DocgenError about a mistake."""
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise DocgenError(f"{name}: {_explain(str(error))}") from error
    for key, value in plain(settings).items():
        if "\0" in _texts(value):
            raise DocgenError(f"{name}: {key}: a null character stands in it")
    return settings


def _texts(value: Any) -> str:
    """Return all texts in the value of a setting."""
    if isinstance(value, dict):
        return "".join(_texts(each) for each in (*value, *value.values()))
    if isinstance(value, list | tuple):
        return "".join(map(_texts, value))
    return value if isinstance(value, str) else ""


def plain(settings: Settings) -> dict[str, Any]:
    """Return every setting with its value as plain data, under the key that a settings file has for it."""
    fields = msgspec.structs.fields(Settings)
    return {field.encode_name: msgspec.to_builtins(getattr(settings, field.name)) for field in fields}


def stated(file: Path) -> frozenset[str]:
    """Return the keys that a settings file gives a value."""
    return frozenset(_table(file) or {})


def schema_text() -> str:
    """Return the JSON Schema of the settings, as committed beside this module for editors."""
    components = _components()
    for component in components.values():
        if "description" in component:
            component["description"] = " ".join(component["description"].split())
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **components.pop("Settings"),
        "$defs": dict(sorted(components.items())),
    }
    return json.dumps(document, indent=2) + "\n"


def display_name(file: Path) -> str:
    """Return a settings file's path as people read it."""
    try:
        return os.path.relpath(file).replace(os.sep, "/")
    except ValueError:  # another drive
        return str(file)


def _table(file: Path) -> dict[str, Any] | None:
    """Return the settings in a file, None for a pyproject.toml that has none."""
    name = display_name(file)
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise DocgenError(f"the settings {name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DocgenError(f"the settings {name} are not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DocgenError(f"the settings {name} are not valid TOML: {error}") from error
    if file.name != "pyproject.toml":
        return data
    tool = data.get("tool")
    table = tool.get("docgen") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise DocgenError(f"{name}: tool.docgen must be a table")
    return table


# What msgspec says: "Object contains unknown field `x` - at `$.info`", "Expected `int`, got `str` - at `$.jobs`".
_PLACE = re.compile(r" - at `(?:key in )?\$([^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `(.*)`")


def _explain(message: str) -> str:
    """Return the words of msgspec as a sentence about a key."""
    place = _PLACE.search(message)
    key = place.group(1).lstrip(".").replace("[...]", "") if place else ""
    words = message[: place.start()] if place else message
    if unknown := _UNKNOWN.search(words):
        return _unknown_key(unknown.group(1), key)
    words = (words[:1].lower() + words[1:]).replace("`", "").replace("enum value", "value")
    if words.startswith("invalid value"):
        words += f" (known: {', '.join(_choices(key))})"
    return f"{key}: {words}" if key else words


def _unknown_key(name: str, parent: str) -> str:
    owners: dict[str, Any] = {
        "": Settings,
        "info": Info,
        "contract-ignore": ContractIgnore,
        "lint": Lint,
        "lint.sections": Sections,
    }
    owner: Any = owners.get(parent, DialectChoice)
    known = owner.__struct_encode_fields__
    close = nearest(name.replace("_", "-"), known, sure=True)
    advice = f"did you mean {close}?" if close else f"known are {', '.join(known)}"
    return f"unknown key {parent}{'.' if parent else ''}{name}; {advice}"


def _choices(key: str) -> list[str]:
    """Return the values that a key allows, as the schema has them."""
    components = _components()
    values = components["Settings"]["properties"].get(key, {}).get("enum", components["Severity"]["enum"])
    return [value or '""' for value in values]


def _components() -> dict[str, dict[str, Any]]:
    return msgspec.json.schema_components([Settings], ref_template="#/$defs/{name}")[1]
