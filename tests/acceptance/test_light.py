"""The document passes the consumers that take seconds: validator, names, Redocly, TypeScript, a Python client."""

from __future__ import annotations

import json
import re
import sys

import yaml


def test_the_stock_validator_takes_it(document, tools):
    done = tools.command(sys.executable, "-m", "openapi_spec_validator", document)
    assert done.returncode == 0, done.stdout


def test_no_two_names_become_one_in_generated_code(document, tools):
    done = tools.command(sys.executable, tools.drivers / "names.py", document)
    assert done.returncode == 0, done.stderr


def test_redocly_finds_no_error(document, tools, npm):
    redocly = npm("@redocly/cli@2.77.0") / ".bin/redocly"
    done = tools.command(
        redocly,
        "lint",
        document,
        "--config",
        tools.drivers / "redocly.yaml",
        REDOCLY_TELEMETRY="off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE="true",
    )
    assert done.returncode == 0, done.stdout


def test_every_operation_is_typed_and_compiles(document, tools, npm, tmp_path):
    modules = npm("openapi-typescript@7.13.0", "typescript@5.9.3", "openapi-fetch@0.17.0")
    types = tmp_path / "schema.d.ts"
    done = tools.command(modules / ".bin/openapi-typescript", document, "-o", types)
    assert done.returncode == 0, done.stderr
    lines = [
        'import type { paths } from "./schema";',
        "type Has<P extends keyof paths, M extends keyof paths[P]> =",
        "  Exclude<paths[P][M], undefined> extends { responses: unknown } ? true : never;",
    ]
    for number, (path, method) in enumerate(tools.operations(document)):
        lines.append(f"export const o{number}: Has<{json.dumps(path)}, {json.dumps(method)}> = true;")
    (tmp_path / "usage.ts").write_text("\n".join(lines) + "\n")
    options = ("--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler")
    done = tools.command(modules / ".bin/tsc", *options, "schema.d.ts", "usage.ts", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_python_client_has_every_operation_and_is_imported(document, tools, venv, tmp_path):
    python = venv(*tools.python_client)
    log = tools.generate_python_client(python, document, tmp_path)
    assert "WARNING" not in log, log
    assert "Unable to" not in log, log
    done = tools.command(python, tools.drivers / "import_client.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(tools.operations(document))
    models = tmp_path / "client/models"
    assert not [
        file.name for file in models.iterdir() if re.search(r"type_?\d|all_of|inner_?\d|inline|body_?\d", file.name)
    ]


def test_yaml_and_json_hold_the_same(document, tools, tmp_path):
    if "3.0" not in document.read_text("utf-8").partition("\n")[0]:
        return
    file = tmp_path / "openapi.json"
    docgen = (sys.executable, "-m", "docgen", "build", "--fail-on", "never", "-q", "-o", file)
    done = tools.command(*docgen, cwd=tools.root)
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text("utf-8")) == yaml.safe_load(document.read_text("utf-8"))
