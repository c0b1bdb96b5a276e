"""Tools that read OpenAPI documents, installed into a cache of their own; what is absent makes a test skip and say so.

``DOCGEN_ACCEPTANCE`` chooses what runs: ``light`` for what takes seconds, ``all`` for every consumer, ``further`` for
the documents of further pages, which take hours. Without it these tests skip. ``DOCGEN_ACCEPTANCE_CACHE`` names the
folder of the tools.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from docgen import settings
from docgen.openapi import serialize
from docgen.openapi.objects import METHODS
from docgen.run import pipeline

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = Path(__file__).parent / "drivers"
MADE = Path(__file__).parent / "made"
CHOSEN = os.environ.get("DOCGEN_ACCEPTANCE", "")
CACHE = Path(os.environ.get("DOCGEN_ACCEPTANCE_CACHE") or Path.home() / ".cache/docgen-acceptance")
# Kubb asks for a method that Node.js has since version 21.
GROUP_BY = """Map.groupBy ??= (items, key) => {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};
"""
COMPILER = {
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "target": "es2022",
    "lib": ["es2022", "dom", "dom.iterable"],
    "module": "esnext",
    "moduleResolution": "bundler",
    "allowImportingTsExtensions": True,
    "types": [],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if not str(item.path).startswith(here):
            continue
        heavy = item.get_closest_marker("heavy") is not None
        further = item.get_closest_marker("further") is not None
        if CHOSEN not in ("light", "all", "further"):
            item.add_marker(pytest.mark.skip(reason="set DOCGEN_ACCEPTANCE to light or all to run real consumers"))
        elif heavy and CHOSEN == "light":
            item.add_marker(pytest.mark.skip(reason="set DOCGEN_ACCEPTANCE=all to run this consumer"))
        elif further != (CHOSEN == "further"):
            item.add_marker(pytest.mark.skip(reason="only DOCGEN_ACCEPTANCE=further runs documents of further pages"))


def command(*parts: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it said; it has ten minutes."""
    return subprocess.run(
        [str(part) for part in parts],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def installed(folder: Path, requirements: tuple[str, ...], install: Callable[[Path], None]) -> Path:
    """Return a folder in the cache with tools in it, installed on the first use."""
    stamp = folder / ".installed"
    wanted = "\n".join(requirements)
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder)
        stamp.write_text(wanted)
    return folder


def needed(name: str) -> str:
    """Return where a program is; skip where it is not."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def npm() -> Callable[..., Path]:
    """Return a function that installs npm packages and returns the folder of their programs."""

    def install_packages(*packages: str) -> Path:
        program = needed("npm")

        def install(folder: Path) -> None:
            (folder / "package.json").write_text('{"private": true}')
            done = command(program, "install", "--no-audit", "--no-fund", "--loglevel=error", *packages, cwd=folder)
            if done.returncode:
                pytest.skip(f"npm cannot install {' '.join(packages)}: {done.stderr[-300:]}")

        name = f"npm-{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:12]}"
        return installed(CACHE / name, packages, install) / "node_modules"

    return install_packages


@pytest.fixture(scope="session")
def venv() -> Callable[..., Path]:
    """Return a function that installs Python packages by themselves and returns the interpreter that has them."""

    def install_packages(*packages: str) -> Path:
        def install(folder: Path) -> None:
            command(sys.executable, "-m", "venv", folder)
            pip = (folder / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
            done = command(*pip, *packages)
            if done.returncode:
                pytest.skip(f"pip cannot install {' '.join(packages)}: {done.stderr[-300:]}")

        name = f"py-{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:12]}"
        return installed(CACHE / name, packages, install) / "bin/python"

    return install_packages


class Tools:
    """What tests of consumers share."""

    root = ROOT
    drivers = DRIVERS
    group_by = GROUP_BY
    python_client = ("openapi-python-client==0.29.1", "httpx", "attrs", "python-dateutil")
    openapi_generator = "openapi-generator-cli==7.26.0"
    orval = ("orval@8.38.0", "zod@4", "typescript@5.9.3")
    kubb = (
        *(f"@kubb/{name}@4" for name in ("cli", "core", "plugin-oas", "plugin-ts", "plugin-client", "plugin-zod")),
        *("typescript@5.9.3", "zod@4", "axios"),
    )
    langchain = ("langchain-community==0.4.2", "langchain-classic==1.0.8", "openapi-pydantic")
    schemathesis = "schemathesis==4.32.5"
    command = staticmethod(command)
    needed = staticmethod(needed)

    @staticmethod
    def text_of(folder: Path, ending: str) -> str:
        """Return the text of all generated files, in the order of their paths."""
        files = sorted(file for file in folder.rglob(f"*{ending}") if "node_modules" not in file.parts)
        return "\n".join(file.read_text("utf-8") for file in files)

    @staticmethod
    def excerpt(text: str, *beginnings: str | tuple[str, ...]) -> str:
        """Return the first line of a text that begins with each of some words, as a block of lines.

        The lines for several words together stand one behind the other in the text, too.
        """
        lines = [line.strip() for line in text.split("\n")]
        found: list[str] = []
        for words in beginnings:
            rest = iter(lines)
            starts = (words,) if isinstance(words, str) else words
            found += [next(line for line in rest if line.startswith(start)) for start in starts]
        return "\n".join(found)

    @staticmethod
    def compiled(modules: Path, folder: Path) -> str:
        """Return what the compiler says of all TypeScript in a folder."""
        (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": COMPILER, "include": ["**/*.ts"]}))
        return command(modules / ".bin/tsc", "-p", folder, cwd=folder).stdout

    @staticmethod
    def operations(document: Path) -> list[tuple[str, str]]:
        """Return path and method of every operation of a document."""
        paths = yaml.safe_load(document.read_text("utf-8"))["paths"]
        return [(path, method) for path, item in paths.items() for method in item if method in METHODS]

    @staticmethod
    def generate_python_client(python: Path, document: Path, folder: Path) -> str:
        """Generate the package ``client`` into a folder; return what the generator said."""
        bytes_of = {"image/jpeg": "application/octet-stream", "image/png": "application/octet-stream"}
        (folder / "client.yaml").write_text(yaml.safe_dump({"post_hooks": [], "content_type_overrides": bytes_of}))
        generate = (python, "-m", "openapi_python_client", "generate", "--path", document)
        options = ("--output-path", "client", "--meta", "none", "--overwrite", "--config", "client.yaml")
        done = command(*generate, *options, cwd=folder)
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools()


@pytest.fixture(scope="session", params=["3.0", "3.1"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the document made from docs_input: the committed one, and the same in OpenAPI 3.1."""
    if request.param == "3.0":
        return ROOT / "build/openapi.yaml"
    wanted = settings.Settings(openapi="3.1")
    built = pipeline.build([ROOT / "docs_input"], settings=settings.Found(wanted, None, ROOT))
    file = tmp_path_factory.mktemp("document") / "openapi.yaml"
    file.write_text(serialize.to_yaml(built.document.content))
    return file


@pytest.fixture
def shown(document: Path, request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares what a consumer makes of the document with what the guide shows of it.

    ``--update-golden`` writes it anew. In OpenAPI 3.0 only: the guide shows what the committed document gives.
    """

    def compare(name: str, made: str) -> None:
        file = MADE / f"{name}.txt"
        if document != ROOT / "build/openapi.yaml":
            return
        if request.config.getoption("--update-golden"):
            file.write_text(f"{made}\n", "utf-8")
        assert file.read_text("utf-8") == f"{made}\n"

    return compare


@pytest.fixture
def stock(document: Path, tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs what the guide says of a consumer in the folder of the test, and returns its output.

    That is the block above the quotation of what the consumer makes. Its programs are those of an interpreter's
    environment, or of a folder ``node_modules``; the documents that it reads are made as the guide says.
    """
    guide = (ROOT / "docs/pages/clients.md").read_text("utf-8")
    version = yaml.safe_load(document.read_text("utf-8"))["openapi"][:3]
    (tmp_path / "build").mkdir()
    (tmp_path / "group.mjs").write_text(GROUP_BY)

    def build(name: str) -> None:
        line = re.search(rf"(?m)^docgen (build .*) -o build/{name}\.yaml$", guide)
        assert line, f"the guide does not say how build/{name}.yaml is made"
        options = ("--openapi", version, "--fail-on", "never", "-q", "-o", tmp_path / f"build/{name}.yaml")
        done = command(sys.executable, "-m", "docgen", *line[1].split(), *options, cwd=ROOT)
        assert done.returncode == 0, done.stderr

    def run(name: str, programs: Path, made_from: Path = document, mock: str = "http://127.0.0.1:4010") -> str:
        above = guide.partition(f"<!-- from: tests/acceptance/made/{name}.txt -->")[0]
        language, text = re.findall(r"(?ms)^```(sh|python)\n(.*?)^```$", above)[-1]
        text = text.replace("http://127.0.0.1:4010", mock)
        shutil.copy(made_from, tmp_path / "build/openapi.yaml")
        for other in sorted(set(re.findall(r"\bbuild/(\w+)\.yaml", text)) - {"openapi"}):
            build(other)
        if programs.name == "node_modules" and not (tmp_path / "node_modules").exists():
            os.symlink(programs, tmp_path / "node_modules")
        shell = (programs, "-c") if language == "python" else ("bash", "-euo", "pipefail", "-c")
        environment = {
            "PATH": f"{programs.parent}{os.pathsep}{os.environ['PATH']}",
            "NODE_OPTIONS": f"--import={tmp_path / 'group.mjs'}",
            "npm_config_yes": "false",  # no other version than the one that is installed
        }
        done = command(*shell, text, cwd=tmp_path, **environment)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    return run


@pytest.fixture
def mocked(npm, tmp_path):
    """Return a function that serves a document on a mock server, for as long as its context lasts."""
    prism = npm("@stoplight/prism-cli@5.14.2") / ".bin/prism"

    @contextmanager
    def serve(document):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        with (tmp_path / "prism.log").open("w") as log:
            process = subprocess.Popen(
                [prism, "mock", "--multiprocess=false", "-h", "127.0.0.1", "-p", str(port), document],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(address, process)
                yield address
            finally:
                process.terminate()
                process.wait(10)

    return serve


@pytest.fixture
def mock(document, mocked):
    """Return the address of a mock server for the document."""
    with mocked(document) as address:
        yield address


def _wait(address, process):
    for _ in range(600):
        assert process.poll() is None, "the mock server ended"
        try:
            urllib.request.urlopen(address, timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the mock server did not start within a minute")
