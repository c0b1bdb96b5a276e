"""Consumers take the documents of further pages, of other teams and in parts, as they take that of docs_input.

They need hours: ``DOCGEN_ACCEPTANCE=further`` runs them, and ``-k`` chooses some.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

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
# What consumers say where the fault is their own; test_faults.py has the smallest document of each.
OWN = {
    "05_openapi_generator.sh": r"java: javac .*error: <identifier> expected",
    "06_mock_calls.sh": r'"string" is not a "duration"|No supported serializers for media types: application/x-tar'
    r"|first: me_onenote\.list_me_onenote_notebooks_get_recent_notebooks: the mock answered 422"
    r"|first: statuses_api_methods\.post_api_v1_statuses: the mock answered 422",
    "go": "redeclared in this block|field and method with the same name",
    "php": r"syntax error, unexpected single-quoted string|Cannot redeclare \S+::getConfig",
    "typescript-fetch": r"TS2393: Duplicate function implementation",
    "wide/conv.sh": r'openapi2kong [^\n]* Only "basic" http scheme supported'
    r"|langchain [^\n]* (Unsupported type: None|maximum recursion)",
    "ruby": r"_api\.rb:\d+: syntax error, unexpected '\{'",
    "kubb": r"TS7022|TS7024|TS2339: Property 'schema'",
    "zod": r"TS2448|TS2454|TS2749|TS2769|TS2322: Type 'ZodLazy<|files=0",
    "orval": r"TS2769: No overload matches|TS2345: Argument of type 'string \| string\[\]'",
    "orval-zod": r"TS2339: Property 'literal'",
    "dmcg": "Unable to evaluate type annotation",
    "fastapi": r"No module named 'app\.models\.|cannot import name '\w+' from 'app\.models'|"
    r"NameError: name '\w+' is not defined|argument 'termsOfService'",
    "pyopenapi": r"cannot import name '\w+' from partially initialized module 'client\.models\.",
}
# Of documents in 3.1 alone: oas-validator, one of four, knows 3.0 only.
OWN_IN_3_1 = {
    "wide/lint.sh": r"validate rc=0 deref rc=0 .*oas-validate rc=1 .*prance rc=0",
    "wide/conv.sh": r"langchain [^\n]* unhashable type: 'list'",
    "07_viewer.sh": "first: Elements in allOf must be objects",
}
ENDED = r"\S+: rc=(0|(1|124) [^\n]*Node\.js v)[^\n]*\n"  # a browser that ended before it was asked
# Of the documents of some pages alone: what is told says little of its cause, which is known for these.
OWN_OF = {
    # The script sends a bearer token, and these ask for keys, and for a name with a password.
    **{("06_mock_calls.sh", name): r"\A([^\n]*: the mock answered 401[^\n]*\n)+\Z" for name in ("gitlab", "openbao")},
    # Types that hold each other by the hundred, through navigation properties.
    **{("06_mock_calls.sh", name): "Prism did not listen within" for name in ("education", "termstore")},
    **{
        ("wide/viewers.sh", name): rf"\Aredoc {ENDED}rapidoc {ENDED}scalar \S+: rc=0 [^\n]*\nelements \S+: rc=0 "
        for name in ("education", "termstore")
    },
    ("wide/lint.sh", "education"): r"validate rc=0 deref rc=0 .*oas-validate rc=0 .*prance rc=124",
    **{("orval-zod", name): r"gen rc=(124|134) \d+s files=0 " for name in ("education", "termstore")},
    ("07_viewer.sh", "termstore"): "Target crashed",
    ("kubb", "termstore"): "tsc rc=1 errors=0",
    **{
        ("pyopenapi", name): "Type checking failed"
        for name in ("audiobookshelf", "docker", "gitlab", "identity", "mastodon", "openbao", "planner")
    },
}
OWN_OF_IN_3_1 = {
    ("wide/lint.sh", "education"): r"validate rc=0 deref rc=0 .*oas-validate rc=1 .*prance rc=124",
    ("pyopenapi", "education"): "Type checking failed",
    ("07_viewer.sh", "education"): "did not finish within",
    ("07_viewer.sh", "termstore"): "first: DereferenceError",
}


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
    is_3_1 = "3.1" in document.read_text("utf-8").partition("\n")[0]
    here = (consumer[-1], pages[0])
    own = [OWN.get(consumer[-1]), OWN_OF.get(here)]
    if is_3_1:
        own += [OWN_IN_3_1.get(consumer[-1]), OWN_OF_IN_3_1.get(here)]
    if done.returncode and any(fault and re.search(fault, done.stdout) for fault in own):
        pytest.xfail("the fault is the consumer's own")
    assert done.returncode == 0, done.stdout
