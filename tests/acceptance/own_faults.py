"""What consumers say where the fault is their own; test_faults.py has the smallest document of each."""

from __future__ import annotations

import os
import re
from pathlib import Path

WIDE = Path(os.environ.get("ACCEPT_WIDE_CACHE") or Path.home() / ".cache/openapi-accept-wide")
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


def is_own(consumer: str, pages: str, document: Path, told: str) -> bool:
    """Tell whether what a consumer says of the document of some pages is a fault of its own."""
    if consumer == "wide/viewers.sh" and _only_misses_files(document):
        return True
    own = [OWN.get(consumer), OWN_OF.get((consumer, pages))]
    if "3.1" in document.read_text("utf-8").partition("\n")[0]:
        own += [OWN_IN_3_1.get(consumer), OWN_OF_IN_3_1.get((consumer, pages))]
    return any(fault and re.search(fault, told) for fault in own)


def _only_misses_files(document: Path) -> bool:
    """Tell whether all that viewers say of a document is that files of their makers, or an icon, cannot be loaded."""
    logs = [WIDE / "view" / f"{tool}-{document.stem}.log" for tool in ("redoc", "rapidoc", "scalar", "elements")]
    lines = [line for log in logs for line in log.read_text("utf-8").split("\n")]
    return all(not line or line.startswith("Failed to load resource") or " summaries in " in line for line in lines)
