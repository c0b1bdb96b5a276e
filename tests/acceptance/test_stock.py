"""Consumers run by the guide's command: what they make is code of its language, and is what the guide shows of it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.heavy

PHONE = "MicrosoftGraphPhoneType"
ERROR = "MicrosoftGraphODataErrorsMainError"
CONTACTS = "MicrosoftGraphContactCollectionResponse"
# Of each consumer its packages, and the lines for a collection, an error, an enumeration and a date.
TYPESCRIPT = {
    "orval": (
        (),
        ("export type listMeContactsResponse200 =", "data:"),
        ("export type ErrorResponse =", "export type listMeContactsResponseDefault =", "data:"),
        f"export const {PHONE} =",
        "readonly createdDateTime?:",
    ),
    "swagger-typescript-api": (
        ("swagger-typescript-api@13.13.0", "typescript@5.9.3"),
        ("listMeContacts:", "this.request<", CONTACTS, "MicrosoftGraphODataErrorsODataError"),
        (f"export interface {ERROR}", "code:", "message:"),
        f"export enum {PHONE}",
        "createdDateTime?:",
    ),
    "oazapfts": (
        ("oazapfts@7.5.0", "@oazapfts/runtime@1.2.0", "typescript@5.9.3"),
        ("export function listMeContacts(", "status: 200;", "data:", "status: number;", "data:"),
        f"export type {PHONE} =",
        "createdDateTime?:",
    ),
    "kubb": (
        (),
        "export type ListMeContacts200 =",
        "export type ListMeContactsError =",
        "export const microsoftGraphPhoneTypeSchema =",
        '"createdDateTime": z.optional(z.iso.datetime()',
    ),
}
# Of each language of openapi-generator the programs that read what it makes, how, and the same lines.
LANGUAGES = {
    "csharp": (
        ("mcs",),
        "mcs --parse -langversion:latest $(find client/src -name '*.cs')",
        f"public {CONTACTS} ListMeContacts(",
        (f"public partial class {ERROR}", "public string Code", "public string Message"),
        f"public enum {PHONE}",
        "public DateTime CreatedDateTime",
    ),
    "rust": (
        ("cargo", "rustfmt"),
        "cd client && cargo metadata --no-deps --offline --format-version 1 && rustfmt --edition 2021 src/lib.rs",
        "pub async fn list_me_contacts(",
        ("pub enum ListMeContactsError", "DefaultResponse("),
        f"pub enum {PHONE}",
        "pub created_date_time:",
    ),
    "php": (
        ("php",),
        "find client/lib -name '*.php' -print0 | xargs -0 -n 1 php -l",
        (f"* @return \\OpenAPI\\Client\\Model\\{CONTACTS}|", "public function listMeContacts("),
        (f"class {ERROR}", "'code' => 'string'", "'message' => 'string'"),
        (f"class {PHONE}", "public const HOME"),
        "'created_date_time' => '\\DateTime'",
    ),
}


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(tools, npm, tmp_path, stock, shown, name):
    packages, *lines = TYPESCRIPT[name]
    modules = npm(*(packages or getattr(tools, name)))
    stock(name, modules)
    assert tools.compiled(modules, tmp_path) == ""
    shown(name, tools.excerpt(tools.text_of(tmp_path, ".ts"), *lines))


@pytest.mark.parametrize("name", LANGUAGES)
def test_openapi_generator(tools, venv, tmp_path, stock, shown, name):
    programs, check, *lines = LANGUAGES[name]
    for program in ("java", *programs):
        tools.needed(program)
    stock(name, venv(tools.openapi_generator))
    text = tools.text_of(tmp_path, {"csharp": ".cs", "rust": ".rs", "php": ".php"}[name])
    done = tools.command("bash", "-c", check, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    shown(name, tools.excerpt(text, *lines))


def test_langchain(document, tools, venv, stock, shown):
    if document != tools.root / "build/openapi.yaml":
        pytest.skip("it takes the types of a member that may be null for one in OpenAPI 3.1")
    shown("langchain", tools.excerpt(stock("langchain", venv(*tools.langchain)), "createMeContact", "getMeContact"))


def test_schemathesis(mock, tools, venv, stock, shown):
    told = stock("schemathesis", venv(tools.schemathesis), mock=mock)
    shown("schemathesis", tools.excerpt(told, ("API Operations:", "Selected:", "Tested:")))
