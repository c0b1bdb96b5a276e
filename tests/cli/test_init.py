"""``docgen init``: what it says of pages, and what it writes to start from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PAGE = """# Books

## Search books

`GET https://api.library.example/v2/books`

### What you send

| Feld | Art | Bedeutung |
| --- | --- | --- |
| q | whole number | What to look for. |
| limit | integer | How many. |

### Response

Returns `200 OK`.
"""


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(place: Path, name: str, text: str) -> None:
    file = place / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def uncommented(text: str) -> str:
    """Return a dialect file in which the guesses hold: lines that begin with "# " and a key."""
    return re.sub(r'^# (?=[\w".-]+ = )', "", text, flags=re.MULTILINE)


def test_it_says_what_pages_use_and_writes_what_to_start_from(place, run):
    write(place, "reference/books.md", PAGE)
    write(place, "README.md", "# The project\n\nNothing of the API.\n")
    code, out, err = run("init")
    assert code == 0
    assert out.startswith("2 pages, 1 of them about the API: 1 operation, ")
    assert "\nrequests   code 1\n" in out
    assert "\nwords without a meaning, the most frequent first\nheadings   what you send 1\ncolumns    " in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "wrote docgen.toml\nwrote dialect.toml\n" in err
    assert tomllib.loads((place / "docgen.toml").read_text()) == {
        "inputs": ["reference"],
        "output": "build/openapi.yaml",
        "dialect": "dialect.toml",
        "servers": ["https://api.library.example/v2"],
        "info": {"title": "Books", "version": "v2"},
    }
    assert sorted(one.name for one in (place / "reference").iterdir()) == ["books.md"]


def test_the_files_change_nothing_until_a_guess_is_taken_over(place, run):
    write(place, "reference/books.md", PAGE)
    before = run("build", "reference", "--isolated", "--no-cache", "-o", "-").out
    run("init", "reference")
    assert run("build", "--no-cache", "-o", "-").out == before
    dialect = place / "dialect.toml"
    assert all(len(line) <= 80 for line in dialect.read_text().splitlines())
    dialect.write_text(uncommented(dialect.read_text()))
    after = run("build", "--no-cache", "-o", "-").out
    assert ("name: q\n" in before, "name: q\n" in after) == (False, True)


def test_nothing_is_overwritten(place, run):
    write(place, "reference/books.md", PAGE)
    write(place, "dialect.toml", "# mine\n")
    code, _, err = run("init", "reference")
    assert (code, (place / "dialect.toml").read_text()) == (0, "# mine\n")
    assert "dialect.toml is there already and stays as it is" in err
    settings = (place / "docgen.toml").read_text()
    code, out, err = run("init")
    assert (code, (place / "docgen.toml").read_text()) == (0, settings)
    assert "docgen.toml is there already and stays as it is" in err
    assert out.startswith("1 page, 1 of them about the API")


def test_a_second_run_tells_what_the_dialect_changed(place, run):
    write(place, "reference/books.md", PAGE)
    assert "what you send" in run("init").out
    (place / "dialect.toml").write_text(uncommented((place / "dialect.toml").read_text()))
    out = run("init").out
    assert "what you send = parameters 1" in out
    assert "words without a meaning" not in out


def test_pages_without_a_request_are_told_with_what_to_do(place, run):
    write(place, "reference/books.md", "# Books\n\nCall it: get books.\n")
    code, out, _ = run("init")
    assert code == 1
    assert "0 operations" in out
    assert "# request_patterns = [" in (place / "dialect.toml").read_text()
    (place / "dialect.toml").write_text(uncommented((place / "dialect.toml").read_text()))
    assert run("dialect", "show", "outline.request_patterns").code == 0


def test_an_empty_folder_is_offered_pages(place, run):
    code, out, err = run("init")
    assert (code, out) == (2, "")
    assert err == "error: no pages here; docgen init --template rest (or graph) writes two small ones\n"
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("template", ["rest", "graph"])
def test_the_pages_of_a_template_build_clean(place, run, template):
    code, _, err = run("init", "--template", template)
    assert code == 0
    assert err.count("wrote docs_input/") == 2
    code, out, err = run("build", "--severity", "info", "--fail-on", "info")
    assert (code, out) == (0, "")
    assert "No problems in 2 pages" in err
    assert "paths:\n  /shelves" in (place / "build/openapi.yaml").read_text()
    assert run("coverage", "--fail-under", "95").code == 0


def test_a_member_that_most_answers_have_is_proposed_as_their_envelope(place, run):
    answer = 'Returns `200 OK`:\n\n```json\n{"id": 1, "data": {"title": "The sea"}}\n```\n'
    for number in range(4):
        page = PAGE.replace("/books", f"/books{number}").replace("Returns `200 OK`.\n", answer)
        write(place, f"reference/books{number}.md", page)
    run("init")
    text = (place / "dialect.toml").read_text()
    assert '# 4 of 4 answers shown are an object with the member "data". With the first\n' in text
    (place / "dialect.toml").write_text(uncommented(text))
    out = run("dialect", "show", "document.envelope", "document.unwraps").out
    assert "\n  data  dialect.toml:" in out
    assert "\n  true  dialect.toml:" in out


def test_what_is_installed_beside_the_pages_is_not_looked_at(place, run):
    write(place, "reference/books.md", PAGE)
    write(place, ".venv/pyvenv.cfg", "")
    write(place, "env/pyvenv.cfg", "")
    write(place, "env/lib/other/page.md", PAGE)
    write(place, "node_modules/other/page.md", PAGE)
    assert run("init").out.startswith("1 page, 1 of them")


def test_a_page_apart_from_the_others_is_left_out_and_told(place, run):
    for number in range(12):
        write(place, f"reference/books{number}.md", PAGE.replace("/books", f"/books{number}"))
    write(place, "README.md", PAGE.replace("/books", "/sample"))
    _, out, err = run("init")
    assert "13 pages, 13 of them about the API: 12 operations" in out
    assert "not in reference, and left out: README.md" in err
    assert tomllib.loads((place / "docgen.toml").read_text())["inputs"] == ["reference"]


def test_settings_of_a_folder_above_do_not_count(place, run, monkeypatch):
    write(place, "docgen.toml", 'inputs = ["nowhere"]\n')
    write(place, "part/reference/books.md", PAGE)
    monkeypatch.chdir(place / "part")
    code, out, err = run("init")
    assert (code, out[:7]) == (0, "1 page,")
    assert "the settings in ../docgen.toml do not hold for what is written here" in err
    assert (place / "part" / "docgen.toml").is_file()


def test_a_template_is_for_an_empty_folder(place, run):
    write(place, "reference/books.md", PAGE)
    code, _, err = run("init", "--template", "rest")
    assert (code, err) == (2, "error: a template is for an empty folder; here is reference/books.md already\n")
    assert not (place / "docs_input").exists()


def test_a_path_without_pages_is_told(place, run):
    write(place, "reference/books.md", PAGE)
    code, _, err = run("init", "elsewhere")
    assert code == 2
    assert err.startswith("error: elsewhere")


def test_the_dialect_extends_the_one_by_which_most_pages_are_read(place, run):
    write(place, "reference/docs.json", '{"name": "Library", "navigation": []}')
    write(place, "reference/books.mdx", "---\ntitle: Search\napi: GET /books\n---\n\n" + PAGE.split("\n", 4)[4])
    assert "\ndialect    mintlify (1 page)\n" in run("init").out
    assert tomllib.loads((place / "dialect.toml").read_text())["extends"] == "mintlify"
