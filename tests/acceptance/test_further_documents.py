"""Consumers take the documents of further pages, of other teams and in parts, as they take that of docs_input.

They need hours: ``DOCGEN_ACCEPTANCE=further`` runs them, and ``-k`` chooses some.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from own_faults import is_own

pytestmark = pytest.mark.further

SHARED = Path(os.environ.get("DOCGEN_SHARED") or "/nowhere")
LARGE = "corpus/graph/api-reference/v1.0"
PAGES = {
    "seeds": ("seeds",),
    **{name: (f"corpus/stubs/{name}",) for name in ("connectedorganization", "termstore", "trippin")},
    **{name: (f"teams/pages/{name}",) for name in ("audiobookshelf", "docker", "gitlab", "mastodon", "openbao")},
    "contacts": (LARGE, "--include-path", "/me/contacts,/me/contactFolders"),
    "education": (LARGE, "--include-path", "/education"),
    "identity": (LARGE, "--include-path", "/identity,/identityGovernance,/policies"),
    "planner": (LARGE, "--include-path", "/planner,/me/planner,/me/onenote,/me/todo"),
}
LANGUAGES = ("typescript-fetch", "go", "csharp", "php", "ruby", "rust")
CONSUMERS = [
    ("00_validate.sh",),
    ("01_lint_redocly.sh",),
    ("02_lint_spectral.sh",),
    ("03_typescript.sh",),
    ("04_python_client.sh",),
    ("05_openapi_generator.sh",),
    ("06_mock_calls.sh",),
    ("07_viewer.sh",),
    *(("wide/ts.sh", tool) for tool in ("heyapi", "orval", "orval-zod", "sta", "oazapfts")),
    *(("wide/zk.sh", tool) for tool in ("zod", "kubb")),
    *(("wide/py_gen.sh", tool) for tool in ("dmcg", "fastapi", "pyopenapi")),
    *(("wide/og.sh", language) for language in LANGUAGES),
    ("wide/lint.sh",),
    ("wide/conv.sh",),
    ("wide/viewers.sh",),
]


@pytest.fixture(scope="module", params=PAGES)
def pages(request):
    """Return the name of some pages, and the arguments of ``docgen build`` for them."""
    folder, *options = PAGES[request.param]
    if not (SHARED / folder).is_dir():
        pytest.skip("DOCGEN_SHARED does not name a folder with further pages")
    return request.param, (SHARED / folder, *options)


@pytest.fixture(scope="module", params=["3.0", "3.1"])
def document(request, pages, tools, tmp_path_factory):
    """Return the file of the document made from them, in one version of OpenAPI."""
    _, source = pages
    file = tmp_path_factory.mktemp("further") / "openapi.yaml"
    build = (sys.executable, "-m", "docgen", "build", *source, "--isolated", "--no-cache", "--openapi", request.param)
    done = tools.command(*build, "--fail-on", "never", "-q", "-o", file, cwd=file.parent)
    assert done.returncode == 0, done.stderr
    return file


def test_nothing_keeps_a_client_from_being_made(document, tools):
    done = tools.command(sys.executable, tools.drivers / "client_rules.py", document)
    assert done.returncode == 0, done.stdout


def test_a_server_accepts_every_documented_example(document, tools, venv):
    python = venv("openapi-core==0.23.1", "pyyaml")
    done = tools.command(python, tools.drivers / "documented_examples.py", document)
    if done.returncode and all(line.endswith("is not a 'time'") for line in done.stderr.strip().split("\n")):
        pytest.xfail("the fault is the consumer's own")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("consumer", CONSUMERS, ids="-".join)
def test_every_consumer_takes_it(pages, document, tools, tmp_path, consumer):
    script, *tool = consumer
    if not (SHARED / "accept" / script).is_file():
        pytest.skip("DOCGEN_SHARED does not name a folder with accept")
    output = (tmp_path / "client",) if tool else ()
    done = tools.command("bash", SHARED / "accept" / script, *tool, document, *output)
    if done.returncode and is_own(consumer[-1], pages[0], document, done.stdout):
        pytest.xfail("the fault is the consumer's own")
    assert done.returncode == 0, done.stdout
