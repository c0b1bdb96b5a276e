"""``docgen compare``, ``docgen diff`` and ``docgen build --fill``, as the owner of the pages uses them."""

from __future__ import annotations

import json
import subprocess

import pytest

CONTRACT = """openapi: 3.0.3
info: {title: Library, version: "1"}
paths:
  /books/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: OK
          content: {application/json: {schema: {$ref: "#/components/schemas/book"}}}
        "404":
          description: No such book
          content: {application/json: {schema: {$ref: "#/components/schemas/problem"}}}
    delete:
      responses: {"204": {description: Gone}}
components:
  schemas:
    book:
      type: object
      properties:
        id: {type: string, maxLength: 20}
        title: {type: integer}
    problem:
      type: object
      properties:
        reason: {type: string, nullable: true}
"""

EXAMPLE = """
## Examples

### Request

```http
GET https://example.com/books/1
```

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"id": "an identifier that is much longer than the limit", "title": "x"}
```
"""


@pytest.fixture
def contract(books):
    (books / "service.yaml").write_text(CONTRACT)
    return books


def test_findings_and_figures(contract, run):
    done = run("compare", "service.yaml", "--output-format", "concise")
    assert done.code == 1
    assert done.out.splitlines() == [
        "docs_input/book.md:15:1: error: DG821 book.title is string here, and integer in the contract",
        "service.yaml:12:9: info: DG814 no page documents the status 404 of GET /books/{id}",
        "service.yaml:15:5: info: DG811 no page documents DELETE /books/{id}",
    ]
    assert "1 of 2 operations documented, 100 % of parameters, 100 % of properties." in done.err


@pytest.mark.parametrize(
    ("only", "codes"),
    [("documented", []), ("undocumented", ["DG814", "DG811"]), ("different", ["DG821"])],
)
def test_only_one_kind(contract, run, only, codes):
    done = run("compare", "service.yaml", "--only", only, "--output-format", "json")
    assert [one["code"] for one in json.loads(done.out)] == codes
    assert done.code == int("DG821" in codes)


@pytest.mark.parametrize(
    "name", ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "html"]
)
def test_every_format_has_all_findings(contract, run, name):
    done = run("compare", "service.yaml", "--output-format", name, "--fail-on", "never")
    assert done.code == 0
    assert all(code in done.out for code in ("DG811", "DG814", "DG821"))


def test_the_settings_name_the_contract_for_lint_too(contract, run):
    (contract / "docgen.toml").write_text('contract = "service.yaml"\n[contract-ignore]\npaths = ["/books"]\n')
    compared = json.loads(run("compare", "--output-format", "json").out)
    assert [one["code"] for one in compared] == ["DG821", "DG814"]
    linted = json.loads(run("lint", "--output-format", "json").out)
    assert [one for one in linted if one["code"].startswith("DG8")] == compared


def test_severity_selection_and_comments(contract, run):
    (contract / "docgen.toml").write_text('contract = "service.yaml"\nignore = ["DG81"]\n[severity]\nDG821 = "info"\n')
    done = run("compare", "--output-format", "concise")
    assert (done.code, done.out.count("DG8")) == (0, 1)
    page = contract / "docs_input/book.md"
    page.write_text(f"{page.read_text().rstrip()} <!-- docgen: ignore DG821 -->\n")
    assert run("compare", "--output-format", "concise").out == ""
    (contract / "docgen.toml").unlink()
    assert "DG019" not in run("lint").out  # nothing was held against a contract


def test_a_baseline_lets_only_new_differences_through(contract, run):
    assert run("compare", "service.yaml", "--update-baseline").code == 0
    assert run("lint", "--update-baseline").code == 0  # keeps what it could not have found
    known = (contract / "docgen-baseline.json").read_text()
    assert known.count("DG8") == 3
    done = run("compare", "service.yaml")
    assert (done.code, done.out) == (0, "")
    assert "3 known findings" in done.err
    (contract / "service.yaml").write_text(CONTRACT.replace("id: {type: string, maxLength: 20}", "key: {type: string}"))
    done = run("compare", "service.yaml", "--output-format", "concise")
    assert done.code == 1
    assert [line.split(": ")[2][:5] for line in done.out.splitlines()] == ["DG803", "DG813"]
    (contract / "service.yaml").write_text(CONTRACT.replace("title: {type: integer}", "title: {type: string}"))
    assert "1 entry of docgen-baseline.json no longer holds" in run("compare", "service.yaml").err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["compare"], "no contract is named"),
        (["compare", "gone.yaml"], "the contract gone.yaml does not exist"),
        (["compare", "docs_input"], "the contract docs_input is no file"),
        (["compare", "docs_input/book.md"], "not valid YAML or JSON"),
        (["build", "--fill", "gone.yaml"], "the contract gone.yaml does not exist"),
        (["diff", "gone.yaml"], "gone.yaml: "),
        (["diff", "--", "-x"], "'-x' is neither a document nor a revision"),
    ],
)
def test_what_cannot_be_done_is_one_line(contract, run, args, message):
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_findings_do_not_overwrite_the_contract(contract, run):
    done = run("compare", "service.yaml", "--output-file", "service.yaml")
    assert done.code == 2
    assert (contract / "service.yaml").read_text() == CONTRACT


def test_fill_takes_what_pages_leave_out(contract, run):
    (contract / "service.yaml").write_text(
        CONTRACT.replace("title: {type: integer}", "title: {type: string, nullable: true}")
    )
    assert run("build", "-o", "plain.json").code == 0
    assert run("build", "-o", "out.json", "--fill", "service.yaml").code == 0
    plain, made = (json.loads((contract / name).read_text()) for name in ("plain.json", "out.json"))
    assert "x-docgen-filled" not in json.dumps(plain)
    book = made["components"]["schemas"]["book"]["properties"]
    assert book["id"]["maxLength"] == 20
    assert book["title"]["nullable"] is True
    assert book["title"]["x-docgen-filled"] == ["nullable"]
    assert made["components"]["schemas"]["problem"]["properties"] == {"reason": {"type": "string", "nullable": True}}
    assert "delete" not in made["paths"]["/books/{id}"]  # a whole operation is nothing that a page leaves out
    assert run("build", "-o", "out.json", "--fill", "service.yaml", "--check").code == 0
    (contract / "service.yaml").write_text(CONTRACT.replace("maxLength: 20", "maxLength: 30"))
    assert run("build", "-o", "out.json", "--fill", "service.yaml", "--check").code == 1


def test_fill_never_goes_against_an_example(contract, run):
    page = contract / "docs_input/book-get.md"
    page.write_text(page.read_text() + EXAMPLE)
    assert run("build", "-o", "out.json", "--fill", "service.yaml").code == 0
    made = json.loads((contract / "out.json").read_text())
    assert "maxLength" not in made["components"]["schemas"]["book"]["properties"]["id"]


def git(folder, *args):
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def test_diff_of_the_pages_since_a_revision(books, run):
    git(books, "init")
    git(books, "add", ".")
    git(books, "commit", "-m", "first")
    assert run("diff", "HEAD") == (0, "", "0 breaking, 0 not breaking, 0 text only\n")
    page = books / "docs_input/book.md"
    page.write_text(page.read_text().replace("|title|String|The title", "|pages|Int32|The length"))
    done = run("diff", "HEAD")
    assert (done.code, done.out.splitlines()) == (
        1,
        [
            "Breaking:",
            "  book.title: property removed (HEAD:docs_input/book.md:15)",
            "Not breaking:",
            "  book.pages: property added (docs_input/book.md:15)",
        ],
    )
    assert run("diff", "HEAD", "--fail-on", "never").code == 0
    git(books, "commit", "-am", "second")
    assert "book.pages: property added (HEAD:docs_input/book.md:15)" in run("diff", "HEAD~1", "HEAD").out
    assert run("diff", "no-such-revision").code == 2


def test_diff_of_two_documents(contract, run):
    (contract / "new.yaml").write_text(CONTRACT.replace("delete", "put"))
    done = run("diff", "service.yaml", "new.yaml", "--output-format", "json")
    assert [(one["level"], one["subject"], one["message"], one["line"]) for one in json.loads(done.out)] == [
        ("breaking", "DELETE /books/{id}", "removed", 15),
        ("not breaking", "PUT /books/{id}", "added", 15),
    ]
    assert run("diff", "service.yaml", "service.yaml", "--output-format", "markdown").out == "No changes.\n"
    assert run("diff", "service.yaml", "new.yaml", "--fail-on", "any").code == 1


def test_a_change_of_the_contract_shows_in_a_pull_request(contract, run):
    (contract / "docgen.toml").write_text('contract = "service.yaml"\n')
    agrees = CONTRACT.replace("title: {type: integer}", "title: {type: string}")
    (contract / "service.yaml").write_text(agrees)
    git(contract, "init")
    git(contract, "add", ".")
    git(contract, "commit", "-m", "first")
    assert run("lint", "--since", "HEAD").out == ""
    (contract / "service.yaml").write_text(CONTRACT)
    done = run("lint", "--since", "HEAD", "--output-format", "concise")
    assert "docs_input/book.md:15:1: error: DG821" in done.out
