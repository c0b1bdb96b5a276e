"""Generated clients create a contact and list contacts on a mock server, and read code and message of a failure."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.heavy

# Beside the generated code: the annotations that it imports, and the builder of forms, of which only javac asks.
ANNOTATION = """package jakarta.annotation;

public @interface {name} {{
  String[] value() default {{}};
  String comments() default "";
  String date() default "";
}}
"""
FORMS = """package org.apache.http.entity.mime;

public class MultipartEntityBuilder {
  public static MultipartEntityBuilder create() { return new MultipartEntityBuilder(); }
  public MultipartEntityBuilder addTextBody(String name, String text) { return this; }
  public MultipartEntityBuilder addBinaryBody(String name, java.io.File file) { return this; }
  public MultipartEntityBuilder addBinaryBody(String name, java.io.InputStream stream) { return this; }
  public org.apache.http.HttpEntity build() { return null; }
}
"""
# Beside the models of java-micronaut-client: what they import, of which only javac asks.
MODEL_STUBS = {
    "io/micronaut/core/annotation/Introspected.java": "public @interface Introspected {}",
    "io/micronaut/core/annotation/Nullable.java": "public @interface Nullable {}",
    "javax/annotation/Generated.java": """public @interface Generated {
  String[] value() default {}; String comments() default ""; String date() default "";
}""",
    "org/openapitools/jackson/nullable/JsonNullable.java": """public class JsonNullable<T> {
  public static <T> JsonNullable<T> of(T value) { return new JsonNullable<>(); }
  public static <T> JsonNullable<T> undefined() { return new JsonNullable<>(); }
  public boolean isPresent() { return false; }
  public T get() { return null; }
  public T orElse(T other) { return other; }
}""",
}
NEW_CONTACT = """class {name} {{
  Object made = new org.openapitools.model.CreateContactRequest({required}).displayName("Pavel");
}}
"""
WITHOUT_BODY = """class Refused {
  static void call(org.openapitools.client.api.MeContactsApi api) throws Exception { api.createMeContact(); }
}
"""
STRICT = ("--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--module", "esnext")
TSC = (*STRICT, "--moduleResolution", "bundler")
TYPESCRIPT = ("@hey-api/openapi-ts@0.99.0", "typescript@5.9.3", "tsx@4.23.15", "@types/node@20")


def told(done):
    """Return what a client printed, by the first word of each line."""
    assert done.returncode == 0, done.stdout + done.stderr
    found = dict(line.split(maxsplit=1) for line in done.stdout.strip().split("\n"))
    assert list(found) == ["created", "listed", "refused"]
    assert "" not in found["refused"].split(" ", 1)
    return found


@pytest.fixture
def generate(tools, venv, tmp_path, stock):
    """Return a function that generates a client by the guide's command into the folder ``client``."""
    tools.needed("java")

    def run(language, *documents):
        stock(language, venv(tools.openapi_generator), *documents)
        return tmp_path / "client"

    return run


@pytest.fixture
def use(tools, tmp_path):
    """Return a function that copies a client's caller into the folder of the test."""
    return lambda name, folder=tmp_path: shutil.copy(tools.drivers / "calls" / name, folder)


@pytest.fixture
def jar(tools, venv):
    """Return the library of openapi-generator, which holds Jackson."""
    return next(venv(tools.openapi_generator).parents[1].glob("lib/python*/site-packages/openapi_generator_cli/*.jar"))


def test_python(document, mock, tools, venv, tmp_path, use):
    python = venv(*tools.python_client)
    tools.generate_python_client(python, document, tmp_path)
    told(tools.command(python, use("use.py"), mock, cwd=tmp_path))


@pytest.mark.parametrize("name", ["use.ts", "fetch.ts"])
def test_typescript(mock, tools, npm, tmp_path, use, stock, generate, name):
    modules = npm(*TYPESCRIPT)
    os.symlink(modules, tmp_path / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    if name == "use.ts":
        stock("hey-api", modules)
    else:
        generate("typescript-fetch")
    done = tools.command(modules / ".bin/tsc", "--noEmit", *TSC, use(name), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    told(tools.command(modules / ".bin/tsx", name, mock, cwd=tmp_path))


@pytest.mark.parametrize("discriminator", [False, True])
def test_java(document, mock, tools, jar, tmp_path, use, generate, shown, discriminator):
    tools.needed("javac")
    if discriminator:
        version = yaml.safe_load(document.read_text("utf-8"))["openapi"][:3]
        docgen = (sys.executable, "-m", "docgen", "build", "--discriminator", "--openapi", version, "-q")
        document = tmp_path / "discriminator.yaml"
        assert tools.command(*docgen, "--fail-on", "never", "-o", document, cwd=tools.root).returncode == 0
    folder = generate("java", document)
    stubs = {
        f"jakarta/annotation/{name}.java": ANNOTATION.format(name=name) for name in ("Generated", "Nonnull", "Nullable")
    }
    stubs["org/apache/http/entity/mime/MultipartEntityBuilder.java"] = FORMS
    for path, text in stubs.items():
        file = folder / "src/main/java" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    sources = [*sorted((folder / "src/main/java").rglob("*.java")), use("Use.java")]
    done = tools.command("javac", "-proc:none", "-nowarn", "-cp", jar, "-d", tmp_path / "classes", *sources)
    assert done.returncode == 0, done.stderr[-2000:]
    classes = f"{jar}{os.pathsep}{tmp_path / 'classes'}"
    told(tools.command("java", "-cp", classes, "Use", mock))
    (tmp_path / "Refused.java").write_text(WITHOUT_BODY)
    done = tools.command("javac", "-proc:none", "-cp", classes, "-d", tmp_path / "refused", tmp_path / "Refused.java")
    assert "no suitable method found for createMeContact(no arguments)" in done.stderr
    if not discriminator:
        made = tools.excerpt(
            tools.text_of(folder, ".java"),
            "public MicrosoftGraphContactCollectionResponse listMeContacts(",
            ("public class MicrosoftGraphODataErrorsMainError", "public String getCode", "public String getMessage"),
            "public enum MicrosoftGraphPhoneType",
            "public OffsetDateTime getCreatedDateTime()",
        )
        shown("java", made)


def test_java_refuses_a_body_without_a_required_member(tools, jar, tmp_path, generate, shown):
    tools.needed("javac")
    folder = generate("java-micronaut-client") / "src/main/java"
    for path, text in MODEL_STUBS.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"package {path.rpartition('/')[0].replace('/', '.')};\n\n{text}\n")
    stubs = [folder / path for path in MODEL_STUBS]
    models = sorted((folder / "org/openapitools/model").glob("*.java"))
    done = tools.command("javac", "-proc:none", "-nowarn", "-cp", jar, "-d", tmp_path / "classes", *models, *stubs)
    assert done.returncode == 0, done.stderr[-2000:]
    classes = f"{jar}{os.pathsep}{tmp_path / 'classes'}"
    for name, required, told in (
        ("Given", 'java.util.List.of("SMTP:pavel@example.com")', ""),
        ("Refused", "", "constructor CreateContactRequest in class CreateContactRequest cannot be applied"),
    ):
        (tmp_path / f"{name}.java").write_text(NEW_CONTACT.format(name=name, required=required))
        done = tools.command("javac", "-proc:none", "-cp", classes, "-d", tmp_path / "made", tmp_path / f"{name}.java")
        assert (done.returncode == 0, told in done.stderr) == (not told, True), done.stderr
    shown("java-micronaut-client", tools.excerpt(tools.text_of(folder, ".java"), "public CreateContactRequest("))


def test_go(mock, tools, tmp_path, use, generate, shown):
    tools.needed("go")
    code = Path("/usr/share/gocode")  # where Debian has golang-golang-x-oauth2-dev and golang-gopkg-validator.v2-dev
    if not (code / "src/golang.org/x/oauth2").is_dir():
        pytest.skip("the Go packages oauth2 and validator.v2 are not installed")
    folder = generate("go")
    path = tmp_path / "path"
    (path / "src/client").mkdir(parents=True)
    (path / "src/use").mkdir()
    for file in folder.glob("*.go"):
        shutil.copy(file, path / "src/client")
    use("use.go", path / "src/use")
    environment = {"GO111MODULE": "off", "GOPATH": f"{path}{os.pathsep}{code}"}
    told(tools.command("go", "run", ".", mock, cwd=path / "src/use", **environment))
    made = tools.excerpt(
        tools.text_of(folder, ".go"),
        "func (a *MeContactsAPIService) ListMeContactsExecute(",
        ("type MicrosoftGraphODataErrorsMainError struct", "Code string", "Message string"),
        "type MicrosoftGraphPhoneType string",
        "CreatedDateTime *time.Time",
    )
    shown("go", made)


def test_ruby(mock, tools, tmp_path, use, generate, shown):
    tools.needed("ruby")
    folder = generate("ruby")
    made = tools.excerpt(
        tools.text_of(folder, ".rb"),
        "# @return [MicrosoftGraphContactCollectionResponse]",
        ("class MicrosoftGraphODataErrorsMainError", ":'code' => :'String'", ":'message' => :'String'"),
        "class MicrosoftGraphPhoneType",
        ":'created_date_time' => :'Time'",
    )
    shown("ruby", made)
    if tools.command("ruby", "-e", "require 'typhoeus'").returncode:
        pytest.skip("the Ruby package typhoeus is not installed")
    told(tools.command("ruby", use("use.rb"), mock))
