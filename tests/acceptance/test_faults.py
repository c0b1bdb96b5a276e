"""What keeps a consumer from taking a document is its own: it fails on the smallest document that holds it, too.

Where a new release of one of them takes its document, its row goes from here and from the guide.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.heavy

FAULTS = Path(__file__).parent / "faults"
CONFIG = """
import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
import { pluginZod } from "@kubb/plugin-zod";
export default defineConfig({
  root: ".",
  input: { path: "openapi.yaml" },
  output: { path: "./made" },
  plugins: [pluginOas(), pluginTs(), pluginClient({ client: "fetch" }), pluginZod(SETTINGS)],
});
"""
PYOPENAPI_GEN = ("pyopenapi-gen==0.8.3", "openapi-spec-validator==0.8.5", "mypy==2.4.1")


def answered(schemas, version="3.0.3"):
    """Return a document of one operation, which answers with the first type of several called Boat."""
    answer = {"description": "OK", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Boat0"}}}}
    return {
        "openapi": version,
        "info": {"title": "Boats", "version": "1"},
        "paths": {"/boats": {"get": {"operationId": "getBoat", "responses": {"200": answer}}}},
        "components": {"schemas": schemas},
    }


def entangled(count, version="3.0.3"):
    """Return a document with types of which each holds every other."""
    boats = [f"Boat{number}" for number in range(count)]
    references = {boat: {"$ref": f"#/components/schemas/{boat}"} for boat in boats}
    return answered({boat: {"type": "object", "properties": references} for boat in boats}, version)


def chained(count):
    """Return a document with types that all extend another one, and of which each holds a list of the next."""
    boats = [f"Boat{number}" for number in range(count)]
    schemas: dict[str, Any] = {"Vessel": {"type": "object", "properties": {"id": {"type": "string"}}}}
    for boat, towed in pairwise(boats):
        boats_towed = {"type": "array", "items": {"$ref": f"#/components/schemas/{towed}"}}
        own = {"type": "object", "properties": {"towed": boats_towed}}
        schemas[boat] = {"allOf": [{"$ref": "#/components/schemas/Vessel"}, own]}
    return answered({**schemas, boats[-1]: {"type": "object"}})


@pytest.fixture
def kubb(tools, npm, tmp_path):
    """Return a function that says what the compiler says of what Kubb makes of a document with settings for Zod."""
    modules = npm(*tools.kubb)
    os.symlink(modules, tmp_path / "node_modules")
    (tmp_path / "group.mjs").write_text(tools.group_by)

    def run(document, settings):
        (tmp_path / "openapi.yaml").write_text(document)
        (tmp_path / "kubb.config.mjs").write_text(CONFIG.replace("SETTINGS", settings))
        generate = (modules / ".bin/kubb", "generate", "--config", tmp_path / "kubb.config.mjs")
        done = tools.command(*generate, cwd=tmp_path, NODE_OPTIONS=f"--import={tmp_path / 'group.mjs'}")
        assert done.returncode == 0, done.stdout + done.stderr
        return tools.compiled(modules, tmp_path)

    return run


@pytest.mark.parametrize(
    ("fault", "told", "with_version"),
    [
        ("self", "TS7022: 'boatSchema'", ""),
        ("read-only", "TS2339: Property 'schema' does not exist", ""),
        ("header", "TS2322", "TS2322"),
    ],
)
def test_kubb(kubb, fault, told, with_version):
    document = (FAULTS / f"kubb-{fault}.yaml").read_text("utf-8")
    assert told in kubb(document, "")
    made = kubb(document, '{ version: "4" }')
    assert with_version in made if with_version else made == ""


def test_kubb_with_a_chain_of_types(kubb):
    assert "TS2589: Type instantiation is excessively deep" in kubb(json.dumps(chained(12)), '{ version: "4" }')


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("dots", "TS2448: Block-scoped variable 'harbour_Boat'"),
        ("null", "TS2322: Type 'ZodLazy<"),
        ("list", "TS2749: 'Sail' refers to a value"),
        ("enumeration", "TS2769: No overload matches this call"),
    ],
)
def test_openapi_zod_client(tools, npm, tmp_path, fault, told):
    modules = npm("openapi-zod-client@1.18.3", "@zodios/core", "zod@3", "axios", "typescript@5.9.3")
    os.symlink(modules, tmp_path / "node_modules")
    (tmp_path / "made").mkdir()
    document = FAULTS / f"openapi-zod-client-{fault}.yaml"
    generate = (modules / ".bin/openapi-zod-client", document, "-o", tmp_path / "made/api.ts", "--export-schemas")
    done = tools.command(*generate, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert told in tools.compiled(modules, tmp_path)


def test_openapi_zod_client_with_types_that_hold_each_other(npm, tmp_path):
    modules = npm("openapi-zod-client@1.18.3", "@zodios/core", "zod@3", "axios", "typescript@5.9.3")
    (tmp_path / "openapi.json").write_text(json.dumps(entangled(11)))
    generate = (modules / ".bin/openapi-zod-client", tmp_path / "openapi.json", "-o", tmp_path / "api.ts")
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(generate, capture_output=True, timeout=60, check=False)


def test_prance_with_types_that_hold_each_other(venv, tmp_path):
    python = venv("prance==26.7.19.0", "openapi-spec-validator==0.8.5")
    (tmp_path / "openapi.json").write_text(json.dumps(entangled(19)))
    script = (
        "import sys; from prance import ResolvingParser; options = {'recursion_limit_handler': lambda *_: {}};"
        "ResolvingParser(sys.argv[1], backend='openapi-spec-validator', strict=False, recursion_limit=1, **options)"
    )
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run((python, "-c", script, tmp_path / "openapi.json"), capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("dots", "No module named 'app.models.harbour'"),
        ("cycle", "cannot import name 'Boat' from 'app.models'"),
        ("clash", "name 'RowBoat' is not defined"),
        ("any", "name 'Any' is not defined"),
        ("dictionary", "name 'BoatsGetResponse1' is not defined"),
        ("terms", "unexpected keyword argument 'termsOfService'"),
    ],
)
def test_fastapi_code_generator(tools, venv, tmp_path, fault, told):
    python = venv("fastapi-code-generator==0.8.1", "datamodel-code-generator==0.65.1", "black", "fastapi", "httpx")
    document = FAULTS / f"fastapi-code-generator-{fault}.yaml"
    done = tools.command(python.with_name("fastapi-codegen"), "--input", document, "--output", tmp_path / "app")
    assert done.returncode == 0, done.stderr
    (tmp_path / "app/__init__.py").touch()
    assert told in tools.command(python, "-c", "import app.main", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("none", 'Incompatible return value type (got "None", expected "Boat")'),
        ("bytes", 'Incompatible types in "yield" (actual type "bytes", expected type "str")'),
        ("form", 'Incompatible default for parameter "form_data"'),
        ("name", 'Name "Boat" is not defined'),
        ("member", 'expression has type "str", variable has type "Sail | None"'),
        ("same", "Invalid recursive alias"),
        ("quote", "Missing closing quote in string literal"),
        ("escape", "unicodeescape"),
        ("cycle", "cannot import name 'Boat' from partially initialized module"),
        ("copy", "from partially initialized module"),
    ],
)
def test_pyopenapi_gen(tools, venv, tmp_path, fault, told):
    python = venv(*PYOPENAPI_GEN)
    document = FAULTS / f"pyopenapi-gen-{fault}.yaml"
    generate = (python.with_name("pyopenapi-gen"), "gen", document, "--project-root", tmp_path, "--force")
    done = tools.command(*generate, "--output-package", "client", "--no-postprocess")
    assert done.returncode == 0, done.stdout + done.stderr
    checked = tools.command(python, "-m", "mypy", "--strict", "client", cwd=tmp_path).stdout
    assert told in checked + tools.command(python, "-c", "import client.models", cwd=tmp_path).stderr


def test_pyopenapi_gen_with_a_chain_of_types(tools, venv, tmp_path):
    python = venv(*PYOPENAPI_GEN)
    (tmp_path / "openapi.json").write_text(json.dumps(chained(50)))
    generate = (python.with_name("pyopenapi-gen"), "gen", tmp_path / "openapi.json", "--project-root", tmp_path)
    done = tools.command(*generate, "--force", "--output-package", "client", "--no-postprocess")
    assert done.returncode == 0, done.stdout + done.stderr
    models = tools.text_of(tmp_path / "client/models", ".py")
    assert "towed: Optional[List[AnonymousArrayItem38]]" in models
    assert "Maximum recursion depth (150) exceeded for 'AnonymousArrayItem38'" in models


def test_orval_with_zod(tools, npm, tmp_path):
    modules = npm(*tools.orval)
    os.symlink(modules, tmp_path / "node_modules")
    generate = (modules / ".bin/orval", "--input", FAULTS / "orval-zod.yaml", "--output", "made/api.ts")
    done = tools.command(*generate, "--client", "zod", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "TS2339: Property 'literal' does not exist" in tools.compiled(modules, tmp_path)


def test_orval_with_types_that_hold_each_other(tools, npm, tmp_path):
    modules = npm(*tools.orval)
    (tmp_path / "openapi.json").write_text(json.dumps(entangled(11)))
    generate = (modules / ".bin/orval", "--input", "openapi.json", "--output", "made/api.ts", "--client", "zod")
    done = tools.command(*generate, cwd=tmp_path, NODE_OPTIONS="--max-old-space-size=1000")
    assert "heap out of memory" in done.stderr


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("any", "TS2769: No overload matches this call"),
        ("union", "TS2345: Argument of type 'string | string[]'"),
    ],
)
def test_orval_with_forms(tools, npm, tmp_path, fault, told):
    modules = npm(*tools.orval)
    os.symlink(modules, tmp_path / "node_modules")
    generate = (modules / ".bin/orval", "--input", FAULTS / f"orval-{fault}.yaml", "--output", "made/api.ts")
    done = tools.command(*generate, "--client", "fetch", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert told in tools.compiled(modules, tmp_path)


def test_datamodel_code_generator(tools, venv, tmp_path):
    python = venv("datamodel-code-generator==0.65.1")
    document = FAULTS / "datamodel-code-generator.yaml"
    generate = (python.with_name("datamodel-codegen"), "--input", document, "--input-file-type", "openapi")
    done = tools.command(*generate, "--output", tmp_path / "models.py", "--output-model-type", "pydantic_v2.BaseModel")
    assert done.returncode == 0, done.stderr
    told = tools.command(python, "-c", "import models", cwd=tmp_path).stderr
    assert "Unable to evaluate type annotation 'list[str] | None'" in told


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("openapi-core", "'12:00:00Z' is not a 'time'"),
        ("openapi-core-read-only", "Tried to write read-only property with new"),
    ],
)
def test_openapi_core(tools, venv, fault, told):
    python = venv("openapi-core==0.23.1", "pyyaml")
    done = tools.command(python, tools.drivers / "documented_examples.py", FAULTS / f"{fault}.yaml")
    assert done.returncode == 1
    assert told in done.stderr


def test_openapi_mcp_generator(tools, npm, tmp_path):
    modules = npm("openapi-mcp-generator@4.0.1")
    program, document = modules / ".bin/openapi-mcp-generator", FAULTS / "openapi-mcp-generator.yaml"
    address = ("--base-url", "https://api.example.com")
    done = tools.command(program, "--input", document, "--output", tmp_path / "server", "--force", *address)
    assert done.returncode == 0, done.stderr
    assert "Failed to stringify schema for tool addBoat" in done.stdout + done.stderr


def test_prism_with_a_duration(mocked):
    with mocked(FAULTS / "prism-duration.yaml") as address, urllib.request.urlopen(f"{address}/boats") as answer:
        assert json.load(answer) == "string"


def test_prism_with_an_object_that_a_form_leaves_out(mocked):
    with mocked(FAULTS / "prism-form.yaml") as address, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/boats", data=b"name=Tern")
    assert refused.value.code == 422
    assert b"property sail must have required property 'area'" in refused.value.read()


def test_prism_with_a_file_that_does_not_tell_its_type(mocked):
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n\x89PNG\r\n--x--\r\n'
    with mocked(FAULTS / "prism-file.yaml") as address:
        request = urllib.request.Request(f"{address}/boats", part, {"Content-Type": "multipart/form-data; boundary=x"})
        with pytest.raises(ConnectionError):
            urllib.request.urlopen(request)


def test_openapi_python_client(tools, venv, tmp_path):
    python = venv(*tools.python_client)
    tools.generate_python_client(python, FAULTS / "openapi-python-client.yaml", tmp_path)
    script = "from client.api.default import list_boats; print(list_boats._get_kwargs(True)['url'])"
    assert tools.command(python, "-c", script, cwd=tmp_path).stdout == "/boats/True\n"


def test_schemathesis(tools, venv, tmp_path):
    python = venv(tools.schemathesis)
    run = (python.with_name("schemathesis"), "run", FAULTS / "schemathesis.yaml", "--url", "http://127.0.0.1:9")
    done = tools.command(
        *run, "--phases", "fuzzing", "--mode", "positive", "--max-examples", "1", "--no-color", cwd=tmp_path
    )
    assert "No supported serializers for media types: application/x-tar" in done.stdout


def test_swagger_ui(tools, npm):
    modules = npm("swagger-client@3.37.3", "js-yaml@4")
    script = """
        const {load} = require('js-yaml');
        const {default: client = require('swagger-client')} = require('swagger-client');
        const spec = load(require('fs').readFileSync(process.argv[1], 'utf8'));
        client.resolve({spec}).then(({errors}) => console.log(errors.map(({message}) => message).join()));
    """
    done = tools.command("node", "-e", script, FAULTS / "swagger-ui.yaml", NODE_PATH=str(modules))
    assert "Elements in allOf must be objects" in done.stdout


def test_swagger_ui_with_types_that_hold_each_other(tools, npm, tmp_path):
    modules = npm("swagger-client@3.37.3", "js-yaml@4")
    (tmp_path / "openapi.json").write_text(json.dumps(entangled(13, "3.1.0")))
    script = """
        const {default: client = require('swagger-client')} = require('swagger-client');
        const spec = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
        client.resolveSubtree(spec, ['paths', '/boats', 'get'], {baseDoc: 'http://127.0.0.1/'})
            .catch(({message}) => console.log(message));
    """
    done = tools.command("node", "-e", script, tmp_path / "openapi.json", NODE_PATH=str(modules))
    assert "Maximum call stack size exceeded" in done.stdout


@pytest.mark.parametrize(
    ("package", "script", "show", "count"),
    [
        ("redoc@2.5.4", "redoc/bundles/redoc.standalone.js", "Redoc.init(content, {}, document.body)", 11),
        (
            "rapidoc@9.3.8",
            "rapidoc/dist/rapidoc-min.js",
            "document.body.appendChild(document.createElement('rapi-doc')).loadSpec(content)",
            17,
        ),
    ],
)
def test_viewers_with_types_that_hold_each_other(npm, tmp_path, package, script, show, count):
    browsers = [found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))]
    if not browsers:
        pytest.skip("Chromium is not installed")
    modules = npm(package, "playwright-core@1.64.1")
    (tmp_path / "page.html").write_text(
        f'<!doctype html><meta charset="utf-8"><body><script src="{(modules / script).as_uri()}"></script>'
        f"<script>const content = {json.dumps(entangled(count))}; setTimeout(() => {show}, 1000)</script>"
    )
    asked = """
        const { chromium } = require("playwright-core");
        (async () => {
          const opened = await chromium.launch({ executablePath: process.argv[1], args: ["--no-sandbox"] });
          const page = await opened.newPage();
          await page.goto(process.argv[2]);
          await page.waitForTimeout(5000);
          const late = new Promise((done) => setTimeout(() => done("no answer"), 30000));
          console.log(await Promise.race([page.evaluate(() => document.title), late]));
          process.exit();
        })();
    """
    command = ("node", "-e", asked, browsers[0], (tmp_path / "page.html").as_uri())
    environment = {**os.environ, "NODE_PATH": str(modules)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "no answer\n", done.stderr


def test_scalar(tools, npm, tmp_path):
    browsers = [found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))]
    if not browsers:
        pytest.skip("Chromium is not installed")
    modules = npm("@scalar/api-reference@1.76.0", "playwright-core@1.64.1")
    content = json.dumps(yaml.safe_load((FAULTS / "scalar.yaml").read_text("utf-8")))
    script = modules / "@scalar/api-reference/dist/browser/standalone.js"
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><body>'
        f'<script id="api-reference" type="application/json">{content}</script>'
        f'<script src="{script.as_uri()}"></script>'
    )
    page = (tmp_path / "page.html").as_uri()
    done = tools.command("node", tools.drivers / "console.cjs", browsers[0], page, NODE_PATH=str(modules))
    assert "Maximum call stack size exceeded" in done.stdout


def test_openapi_2_kong(tools, npm):
    modules = npm("openapi-2-kong@3.6.0")
    script = """
        const kong = require('openapi-2-kong');
        kong.generate(process.argv[1], 'kong-declarative-config').catch(({message}) => console.log(message));
    """
    done = tools.command("node", "-e", script, FAULTS / "openapi-2-kong.yaml", NODE_PATH=str(modules))
    assert 'Only "basic" http scheme supported' in done.stdout


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("types", "unhashable type: 'list'"),
        ("any", "Unsupported type: None"),
        ("self", "maximum recursion depth exceeded"),
    ],
)
def test_langchain(tools, venv, fault, told):
    python = venv(*tools.langchain)
    script = (
        "import sys; from langchain_community.utilities.openapi import OpenAPISpec;"
        "from langchain_classic.chains.openai_functions.openapi import openapi_spec_to_openai_fn;"
        "openapi_spec_to_openai_fn(OpenAPISpec.from_file(sys.argv[1]))"
    )
    done = tools.command(python, "-c", script, FAULTS / f"langchain-{fault}.yaml")
    assert told in done.stderr


@pytest.fixture
def generate(tools, venv, tmp_path):
    """Return a function that generates code of a document in a language, into the folder of the test."""
    program = venv(tools.openapi_generator).with_name("openapi-generator-cli")

    def run(language, fault, *options):
        document = FAULTS / f"openapi-generator-{fault}.yaml"
        command = (program, "generate", "-g", language, "-i", document, "-o", tmp_path, "--skip-operation-example")
        done = tools.command(*command, *options)
        assert done.returncode == 0, done.stderr[-2000:]

    return run


def test_openapi_generator_java(tools, generate, tmp_path):
    tools.needed("javac")
    generate("java", "java", "--additional-properties=library=native,openApiNullable=false,useJakartaEe=true")
    done = tools.command("javac", "-proc:none", *sorted((tmp_path / "src/main/java").rglob("BoatNames.java")))
    assert "error: <identifier> expected" in done.stderr


def test_openapi_generator_typescript_fetch(tools, npm, generate, tmp_path):
    modules = npm("typescript@5.9.3")
    generate("typescript-fetch", "raw")
    done = tools.command(modules / ".bin/tsc", "--noEmit", "--strict", "--target", "es2022", tmp_path / "index.ts")
    assert "TS2393: Duplicate function implementation" in done.stdout


@pytest.mark.parametrize(
    ("language", "fault", "check", "file", "told"),
    [
        ("php", "quotes", "-l", "lib/Api/DefaultApi.php", "syntax error, unexpected single-quoted string"),
        ("ruby", "quotes", "-c", "lib/openapi_client/api/default_api.rb", "syntax error"),
        ("php", "config", "-l", "lib/Api/DefaultApi.php", "Cannot redeclare"),
    ],
)
def test_openapi_generator_with_names(tools, generate, tmp_path, language, fault, check, file, told):
    tools.needed(language)
    generate(language, fault)
    done = tools.command(language, check, tmp_path / file)
    assert told in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("fault", "one", "other"),
    [
        ("new", ("model_boat.go", "func NewBoat("), ("model_new_boat.go", "type NewBoat struct")),
        ("has", ("model_boat.go", "func (o *Boat) HasSails() bool"), ("model_boat.go", "\tHasSails *bool")),
        ("values", ("model_sail.go", "\tUNKNOWN Sail"), ("model_hull.go", "\tUNKNOWN Hull")),
    ],
)
def test_openapi_generator_go(generate, tmp_path, fault, one, other):
    generate("go", fault)  # Go knows each name once in a package
    assert [told in (tmp_path / file).read_text() for file, told in (one, other)] == [True, True]
