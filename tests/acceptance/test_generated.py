"""What light consumers make of the document: it compiles, has no made-up names, and is what the guide shows of it."""

from __future__ import annotations

import json
import os
import re
import sys

import pytest
import yaml

# Names that generators make up for parts without one.
MADE_UP = re.compile(r"\b(?:class|interface|type) (\w*(?:Type\d|AllOf|Inner\d|Inline|Body\d)\w*)")
STRICT = ("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext")
TSC = (*STRICT, "--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable")


def test_nothing_keeps_a_client_from_being_made(document, tools):
    done = tools.command(sys.executable, tools.drivers / "client_rules.py", "--all", document)
    assert done.returncode == 0, done.stdout


def test_a_server_accepts_every_documented_example(document, tools, venv):
    python = venv("openapi-core==0.23.1", "pyyaml")
    done = tools.command(python, tools.drivers / "documented_examples.py", document)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30


def test_hey_api_compiles(tools, npm, tmp_path, stock, shown):
    modules = npm("@hey-api/openapi-ts@0.99.0", "typescript@5.9.3")
    stock("hey-api", modules)
    done = tools.command(modules / ".bin/tsc", *TSC, "client/index.ts", "client/client.gen.ts", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    text = tools.text_of(tmp_path, ".ts")
    assert MADE_UP.findall(text) == []
    made = tools.excerpt(
        text,
        ("export type ListMeContactsResponses", "200:"),
        ("export type ListMeContactsErrors", "default:"),
        "export type MicrosoftGraphPhoneType =",
        "readonly createdDateTime",
    )
    shown("hey-api", made)


def test_typescript_fetch_compiles(tools, npm, venv, tmp_path, stock, shown):
    tools.needed("java")
    stock("typescript-fetch", venv(tools.openapi_generator))
    tsc = npm("@hey-api/openapi-ts@0.99.0", "typescript@5.9.3") / ".bin/tsc"
    done = tools.command(tsc, *TSC, "client/index.ts", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    text = tools.text_of(tmp_path, ".ts")
    assert MADE_UP.findall(text) == []
    made = tools.excerpt(
        text,
        "async listMeContacts(",
        ("export interface MicrosoftGraphODataErrorsMainError", "code:", "message:"),
        "export const MicrosoftGraphPhoneType",
        "readonly createdDateTime",
    )
    shown("typescript-fetch", made)


def test_pydantic_models_are_imported(tools, venv, tmp_path, stock, shown):
    python = venv("datamodel-code-generator==0.65.1")
    stock("datamodel-code-generator", python)
    done = tools.command(python, "-c", "import models.microsoft.graph as m; print(m.Contact.__name__)", cwd=tmp_path)
    assert done.stdout == "Contact\n", done.stderr
    text = tools.text_of(tmp_path, ".py")
    assert MADE_UP.findall(text) == []
    lines = ("class ContactCollectionResponse", ("class MainError", "code:", "message:"), "class PhoneType")
    shown("datamodel-code-generator", tools.excerpt(text, *lines, "createdDateTime:"))


def test_openapi_python_client_makes_a_package(tools, venv, tmp_path, stock, shown):
    stock("openapi-python-client", venv(*tools.python_client))
    made = tools.excerpt(
        tools.text_of(tmp_path / "client", ".py"),
        ") -> MicrosoftGraphContactCollectionResponse | MicrosoftGraphODataErrorsODataError | None:",
        ("class MicrosoftGraphODataErrorsMainError", "code: str", "message: str"),
        "class MicrosoftGraphPhoneType(",
        "created_date_time: datetime",
    )
    shown("openapi-python-client", made)


def test_tools_of_language_models_are_small(document, tools, venv, tmp_path, shown):
    python = venv("fastmcp==4.2.3", "httpx", "pyyaml")
    version = yaml.safe_load(document.read_text("utf-8"))["openapi"][:3]
    file = tmp_path / "tools.yaml"
    docgen = (sys.executable, "-m", "docgen", "build", "--compact", "--openapi", version, "--fail-on", "never", "-q")
    done = tools.command(*docgen, "-o", file, cwd=tools.root)
    assert done.returncode == 0, done.stderr
    done = tools.command(python, tools.drivers / "tools.py", file, FASTMCP_LOG_LEVEL="ERROR")
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout.strip().rpartition("\n")[2])
    assert len(listed) == len(tools.operations(document))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", tool["name"]) for tool in listed)
    assert len(done.stdout) < 10_000 * len(listed), "100 tools stay below 1 MB"
    names = {name for tool in listed for name in tool["inputSchema"].get("properties", {})}
    assert {name for name in names if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", name)} <= {"@odata.id"}
    contact = next(tool for tool in listed if tool["name"] == "getMeContact")
    shown("fastmcp", f"{contact['name']}({', '.join(contact['inputSchema']['properties'])})")


@pytest.mark.parametrize(
    ("paths", "count"),
    [
        ("/me/contacts,/me/contactFolders", 20),
        ("/identity,/identityGovernance,/policies,/directory,/security", 100),
    ],
)
def test_a_part_of_a_large_set_stays_small(tools, venv, tmp_path, paths, count):
    pages = os.environ.get("DOCGEN_SHARED", "")
    folder = os.path.join(pages, "corpus/graph/api-reference/v1.0")
    if not pages or not os.path.isdir(folder):
        pytest.skip("DOCGEN_SHARED does not name a folder with corpora")
    python = venv("fastmcp==4.2.3", "httpx", "pyyaml")
    file = tmp_path / "tools.yaml"
    docgen = (sys.executable, "-m", "docgen", "build", folder, "--isolated", "--no-cache", "--compact")
    tools.command(*docgen, "--include-path", paths, "--fail-on", "never", "-q", "-o", file, cwd=tmp_path)
    done = tools.command(python, tools.drivers / "tools.py", file, FASTMCP_LOG_LEVEL="ERROR")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout.strip().rpartition("\n")[2])) > count
    assert len(done.stdout) < 1_000_000
