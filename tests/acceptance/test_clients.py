"""Generated clients create a contact on a mock server and read the answer; every consumer of the acceptance passes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import yaml
from own_faults import WIDE, is_own

pytestmark = pytest.mark.heavy

PYTHON = """
import sys
from client import AuthenticatedClient
from client.api.me_contacts import create_me_contact
from client.models import MicrosoftGraphContact

sender = AuthenticatedClient(base_url=sys.argv[1], token="x", raise_on_unexpected_status=True)
contact = MicrosoftGraphContact(given_name="Pavel", surname="Bansky")
answer = create_me_contact.sync_detailed(client=sender, body=contact)
print(int(answer.status_code), type(answer.parsed).__name__, answer.parsed.given_name)
"""
TYPESCRIPT = """
import createClient from "openapi-fetch";
import type { paths } from "./schema";

const client = createClient<paths>({ baseUrl: process.argv[2], headers: { Authorization: "Bearer x" } });
const { data, response } = await client.POST("/me/contacts", { body: { givenName: "Pavel", surname: "Bansky" } });
const name: string | null | undefined = data?.givenName;
console.log(response.status, typeof data?.id, name);
"""


def test_a_python_client_creates_a_contact(document, mock, tools, venv, tmp_path):
    python = venv(*tools.python_client)
    tools.generate_python_client(python, document, tmp_path)
    (tmp_path / "use.py").write_text(PYTHON)
    done = tools.command(python, "use.py", mock, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    status, kind, name = done.stdout.split(maxsplit=2)
    assert (status, kind) == ("201", "MicrosoftGraphContact")
    assert name.strip() not in ("", "None")


def test_a_typescript_client_creates_a_contact(document, mock, tools, npm, tmp_path):
    node = tools.needed("node")
    modules = npm("openapi-typescript@7.13.0", "typescript@5.9.3", "openapi-fetch@0.17.0")
    os.symlink(modules, tmp_path / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "use.ts").write_text("declare const process: { argv: string[] };\n" + TYPESCRIPT)
    generate = (modules / ".bin/openapi-typescript", document, "-o", tmp_path / "schema.d.ts")
    # A property with a default need not be sent.
    assert tools.command(*generate, "--default-non-nullable=false").returncode == 0
    options = ("--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler")
    libraries = ("--lib", "es2022,dom,dom.iterable")
    done = tools.command(modules / ".bin/tsc", *options, *libraries, "use.ts", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    done = tools.command(node, "use.js", mock, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    status, kind, name = done.stdout.split(maxsplit=2)
    assert (status, kind) == ("201", "string")
    assert name.strip() not in ("", "undefined")


def test_every_script_of_the_acceptance_passes(document, tools):
    shared = os.environ.get("DOCGEN_SHARED")
    script = Path(shared or "/nowhere") / "accept/run_all.sh"
    if not script.is_file():
        pytest.skip("DOCGEN_SHARED does not name a folder with accept/run_all.sh")
    done = tools.command(script, document)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout.split()[-4]) == 8


@pytest.mark.parametrize(
    "command",
    [
        *(("wide/ts.sh", tool) for tool in ("heyapi", "orval", "orval-zod", "sta", "oazapfts")),
        *(("wide/zk.sh", tool) for tool in ("zod", "kubb")),
        *(("wide/og.sh", language) for language in ("typescript-fetch", "go", "csharp", "php", "ruby", "rust")),
        ("wide/py_gen.sh", "dmcg"),
        ("wide/lint.sh",),
        ("wide/conv.sh",),
        ("wide/viewers.sh",),
    ],
)
def test_every_wider_consumer_takes_it(document, tools, tmp_path, command):
    folder = Path(os.environ.get("DOCGEN_SHARED") or "/nowhere") / "accept"
    if not (folder / command[0]).is_file() or not (WIDE / "npm-ts").is_dir():
        pytest.skip("DOCGEN_SHARED does not name a folder with accept/wide, or its setup.sh has not run")
    output = (tmp_path / "client",) if len(command) > 1 else ()
    if command == ("wide/viewers.sh",) and not (WIDE / "npm-view/node_modules/redoc").is_dir():
        pytest.skip("the viewers are not installed")
    if command[-1] in ("php", "ruby"):  # they put paths between single quotes
        version = yaml.safe_load(document.read_text("utf-8"))["openapi"][:3]
        docgen = (sys.executable, "-m", "docgen", "build", "--function-quotes", "none", "--openapi", version, "-q")
        document = tmp_path / "openapi.yaml"
        assert tools.command(*docgen, "--fail-on", "never", "-o", document, cwd=tools.root).returncode == 0
    done = tools.command("bash", folder / command[0], *command[1:], document, *output)
    if done.returncode and is_own(command[-1], "docs_input", document, done.stdout):
        pytest.xfail("the fault is the consumer's own")
    assert done.returncode == 0, done.stdout


def test_no_rule_of_the_tools_for_dotnet_is_broken(document, tools):
    script = Path(os.environ.get("DOCGEN_SHARED") or "/nowhere") / "accept/wide/dotnet_rules.py"
    if not script.is_file():
        pytest.skip("DOCGEN_SHARED does not name a folder with accept/wide")
    done = tools.command(sys.executable, script, document)
    assert done.returncode == 0, done.stdout
