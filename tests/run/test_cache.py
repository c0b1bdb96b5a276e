"""The cache: nothing in a result depends on it, whatever happens to its files."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

import docgen
from docgen import fingerprints
from docgen.run import cache, pages, pipeline
from docgen.run.cache import Cache

OUTPUT = Path("build/openapi.yaml")


@pytest.fixture
def settle(monkeypatch):
    """Return a function after which all files count as written long ago."""
    return lambda: monkeypatch.setattr(fingerprints, "_CLOCKS_DIFFER", -(10**18))


@pytest.fixture
def read(monkeypatch):
    """Return a list of the pages that are read and parsed."""
    names = []
    parse = pages.markdown.parse
    monkeypatch.setattr(pages.markdown, "parse", lambda source: names.append(source.path) or parse(source))
    return names


def plain(result):
    return result.text, result.report.diagnostics, result.report.pages


def test_what_a_page_said_is_not_read_again(books, read):
    first = pipeline.build(cached=True)
    assert len(read) == 2
    read.clear()
    assert plain(pipeline.build(cached=True)) == plain(first) == plain(pipeline.build())
    assert len(read) == 2, "only the build without the cache reads"


def test_after_one_edit_one_page_is_read(books, read, settle):
    settle()
    pipeline.build(cached=True)
    read.clear()
    page = books / "docs_input/book.md"
    page.write_text(page.read_text().replace("The title", "**TODO** The title"))
    changed = pipeline.build(cached=True)
    assert read == ["docs_input/book.md"]
    assert plain(changed) == plain(pipeline.build())


def test_an_edit_that_keeps_time_and_size_is_seen_when_it_follows_at_once(books, read):
    page = books / "docs_input/book.md"
    pipeline.build(cached=True)
    before = page.stat()
    page.write_text(page.read_text().replace("title of", "TITLE of"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "TITLE of" in pipeline.build(cached=True).text


def test_an_edit_that_keeps_time_and_size_is_seen_by_the_change_of_the_inode(books, settle):
    settle()
    page = books / "docs_input/book.md"
    pipeline.build(cached=True)
    before = page.stat()
    page.write_text(page.read_text().replace("title of", "TITLE of"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "TITLE of" in pipeline.build(cached=True).text


def test_without_stamps_the_content_of_every_page_decides(books, monkeypatch, settle):
    settle()
    monkeypatch.setattr(fingerprints, "stamp", lambda status: bytes(32))
    page = books / "docs_input/book.md"
    docgen.lint(cached=True)
    page.write_text(page.read_text().replace("The title of", "**TODO** title"))
    assert not docgen.lint(cached=True).diagnostics
    assert {one.code for one in docgen.lint(cached=True, stamps_suffice=False).diagnostics} == {"DG201"}


def test_a_change_of_an_included_file_is_a_change_of_the_page(books):
    part = books / "docs_input/includes/note.md"
    part.parent.mkdir()
    page = books / "docs_input/book-get.md"
    page.write_text(page.read_text().replace("## Permissions", "[!INCLUDE [x](includes/note.md)]\n\n## Permissions"))
    missing = pipeline.build(cached=True)
    part.write_text("A first note.\n")
    there = pipeline.build(cached=True)
    part.write_text("A second note.\n")
    changed = pipeline.build(cached=True)
    assert any(one.name == "missing-include" for one in missing.report.diagnostics)
    assert "first note" in there.text
    assert "second note" in changed.text
    assert plain(changed) == plain(pipeline.build())


def test_settings_that_matter_are_part_of_what_is_looked_up(books, run):
    run("build")
    run("build", "--dialect", "base")
    fresh = run("build", "--dialect", "base", "--no-cache", "--check")
    assert fresh.code == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"this is no database, " * 1000),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: shutil.rmtree(file.parent),
    ],
    ids=["not a database", "empty", "cut off", "deleted", "a folder", "no cache folder"],
)
def test_a_damaged_cache_is_a_miss(todo, run, damage):
    clean = run("build", "--no-cache", "-o", "clean.yaml")
    run("build")
    (database,) = Path(cache.FOLDER).glob("*.sqlite")
    damage(database)
    code, out, _ = run("build")
    assert (code, out) == (clean.code, clean.out)
    assert OUTPUT.read_bytes() == Path("clean.yaml").read_bytes()


def test_every_single_flipped_byte_is_a_miss_and_never_a_different_result(todo, run):
    run("build")
    text, (database,) = OUTPUT.read_text(), Path(cache.FOLDER).glob("*.sqlite")
    whole = database.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        data = bytearray(whole)
        data[place] ^= 0x15
        database.write_bytes(data)
        run("build")
        assert OUTPUT.read_text() == text


def test_the_folder_ignores_itself_and_is_tagged(books, run):
    run("build")
    folder = Path(cache.FOLDER)
    assert folder.joinpath(".gitignore").read_text().splitlines()[-1] == "*"
    assert folder.joinpath("CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


@pytest.mark.parametrize("how", ["option", "setting", "Python"])
def test_without_a_cache_nothing_is_kept(books, run, how):
    if how == "setting":
        Path("docgen.toml").write_text("cache = false\n")
    if how == "Python":
        pipeline.build()
    else:
        run("build", *(["--no-cache"] if how == "option" else []))
    assert not Path(cache.FOLDER).exists()


BYTES = msgspec.msgpack.Decoder(bytes)


def kept(folder, scope, *names):
    return dict(Cache(folder).entries(scope, names, BYTES))


def packed(value):
    return msgspec.msgpack.encode(value)


def test_a_database_that_grows_too_large_is_begun_anew(tmp_path, monkeypatch):
    made = Cache(tmp_path)
    made.keep(b"scope", [(b"a", packed(b"x" * 1_000_000))])
    monkeypatch.setattr(cache, "MAX_BYTES", 500_000)
    made.keep(b"scope", [(b"b", packed(b"y"))])
    assert kept(tmp_path, b"scope", b"a", b"b") == {b"b": b"y"}
    assert made.file.stat().st_size < 500_000


def test_only_the_latest_runs_are_kept_beside_the_pages(tmp_path):
    made = Cache(tmp_path)
    made.keep(b"scope", [(b"a", packed(b"x"))])
    for number in range(20):
        made.keep_run(bytes([number]), packed(b"r"))
    assert [made.run(bytes([number]), BYTES) for number in (0, 15, 16, 19)] == [None, None, b"r", b"r"]
    assert kept(tmp_path, b"scope", b"a") == {b"a": b"x"}


def test_few_and_many_entries_are_found_by_name_and_scope(tmp_path):
    made = Cache(tmp_path)
    names = [b"%d" % number for number in range(100)]
    made.keep(b"scope", [(name, packed(name)) for name in names])
    made.keep(b"other", [(b"5", packed(b"no"))])
    assert kept(tmp_path, b"scope", *names) == {name: name for name in names}
    assert kept(tmp_path, b"scope", *names[:50]) == {name: name for name in names[:50]}
    assert kept(tmp_path, b"scope", b"5", b"nothing") == {b"5": b"5"}


class TestDamage:
    """Whatever is wrong with a row ends the use of the database, which is then made anew."""

    @pytest.fixture
    def made(self, tmp_path):
        Cache(tmp_path).keep(b"scope", [(b"a", packed(b"one")), (b"b", packed(b"two"))])
        return tmp_path

    def change(self, folder, *statements):
        with sqlite3.connect(Cache(folder).file) as database:
            for statement in statements:
                database.execute(*statement) if isinstance(statement, tuple) else database.execute(statement)
        database.close()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE kept SET data = data || x'00' WHERE name = x'61'",
            "UPDATE kept SET seal = x'00' WHERE name = x'61'",
            "UPDATE kept SET seal = NULL, data = NULL WHERE name = x'61'",
            "UPDATE kept SET data = 'text', seal = 5 WHERE name = x'61'",
            "UPDATE kept SET (data, seal) = (SELECT data, seal FROM kept WHERE name = x'62') WHERE name = x'61'",
            "UPDATE kept SET scope = x'00'",
            "DROP TABLE kept",
            "ALTER TABLE kept RENAME COLUMN data TO value",
        ],
    )
    def test_a_forged_row_is_not_taken(self, made, statement):
        self.change(made, statement)
        cache_ = Cache(made)
        assert b"a" not in dict(cache_.entries(b"scope", [b"a"], BYTES))
        cache_.keep(b"scope", [(b"c", packed(b"three"))])
        renewed = Cache(made)
        renewed.keep(b"scope", [(b"d", packed(b"four"))])
        assert kept(made, b"scope", b"d") == {b"d": b"four"}

    def test_after_damage_the_run_goes_on_without_a_cache(self, made):
        self.change(made, "UPDATE kept SET seal = x'00' WHERE name = x'61'")
        damaged = Cache(made)
        assert dict(damaged.entries(b"scope", [b"a"], BYTES)) == {}
        assert not damaged.file.exists()
        damaged.keep(b"scope", [(b"c", packed(b"three"))])
        assert not damaged.file.exists()

    def test_data_of_another_kind_is_damage(self, made):
        numbers = msgspec.msgpack.Decoder(int)
        assert dict(Cache(made).entries(b"scope", [b"a", b"b"], numbers)) == {}
        assert not Cache(made).file.exists()

    def test_another_installation_finds_nothing(self, made, monkeypatch):
        here = cache.tool()
        monkeypatch.setattr(cache, "tool", lambda: here[:6] + b"x" * 10)  # the same file, other seals
        assert kept(made, b"scope", b"a") == {}


def test_links_lead_nothing_elsewhere(tmp_path):
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    project.mkdir()
    (outside / "docgen-0123456789ab.sqlite").write_bytes(b"mine")
    (project / cache.FOLDER).symlink_to(outside)
    Cache(project).keep(b"scope", [(b"a", packed(b"x"))])
    assert [file.name for file in outside.iterdir()] == ["docgen-0123456789ab.sqlite"]
    (project / cache.FOLDER).unlink()
    (project / cache.FOLDER).mkdir()
    (project / cache.FOLDER / ".gitignore").symlink_to(outside / "new")
    Cache(project).keep(b"scope", [(b"a", packed(b"x"))])
    assert [file.name for file in outside.iterdir()] == ["docgen-0123456789ab.sqlite"]
    assert kept(project, b"scope", b"a") == {b"a": b"x"}


@pytest.mark.parametrize("what", ["package", "format", "file"])
def test_what_makes_the_entries_is_in_their_key(tmp_path, monkeypatch, what):
    before = cache.tool.__wrapped__()
    if what == "package":
        (tmp_path / "books-1.0.dist-info").mkdir()
        monkeypatch.syspath_prepend(tmp_path)
        with_first = cache.tool.__wrapped__()
        assert with_first != before
        (tmp_path / "books-1.0.dist-info").rename(tmp_path / "books-1.1.dist-info")
        before = with_first
    elif what == "format":
        monkeypatch.setattr(cache, "_FORMAT", "next")
    else:
        changed = stamp_of_another_time(Path(pages.__file__).parents[1] / "source.py")
        monkeypatch.setattr(cache, "stamp", changed)
    assert cache.tool.__wrapped__() != before


def stamp_of_another_time(file):
    """Return a function like ``stamp`` for which one file has been changed."""
    inode = file.stat().st_ino
    return lambda status: b"changed" if status.st_ino == inode else fingerprints.stamp(status)


def test_a_name_that_is_no_unicode_changes_nothing(books):
    (books / "docs_input" / os.fsdecode(b"caf\xe9.md")).write_text("# A\n")
    for _ in range(2):
        assert plain(pipeline.build(cached=True)) == plain(pipeline.build())


def test_databases_of_other_versions_are_deleted(tmp_path):
    (tmp_path / cache.FOLDER).mkdir()
    old = tmp_path / cache.FOLDER / "docgen-0123456789ab.sqlite"
    old.write_bytes(b"")
    Cache(tmp_path).keep_run(b"k", packed(b"r"))
    assert not old.exists()


def test_a_locked_database_is_done_without(books, run, monkeypatch):
    monkeypatch.setattr(cache, "_PATIENCE", 0.01)
    run("build")
    (database,) = Path(cache.FOLDER).glob("*.sqlite")
    with sqlite3.connect(database) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run("build").code == 0
    other.close()


class TestRecall:
    """A build of which nothing has changed is told and written again without being made."""

    @pytest.fixture
    def made(self, monkeypatch):
        made = []
        build = pipeline.build
        monkeypatch.setattr(pipeline, "build", lambda *args, **options: made.append(args) or build(*args, **options))
        return made

    def test_it_tells_and_writes_the_same(self, todo, run, made):
        first = run("build")
        text = OUTPUT.read_text()
        OUTPUT.unlink()
        second = run("build")
        assert (second.code, second.out, second.err) == (first.code, first.out, first.err)
        assert OUTPUT.read_text() == text
        assert len(made) == 1

    @pytest.mark.parametrize(
        "change",
        [
            lambda docs: (docs / "book.md").write_text((docs / "book.md").read_text() + "\nMore.\n"),
            lambda docs: (docs / "book.md").unlink(),
            lambda docs: (docs / "more.md").write_text("# More\n"),
            lambda docs: (docs / "more").mkdir(),
            lambda docs: (docs / ".gitignore").write_text("book.md\n"),
            lambda docs: (docs.parent / "docgen.toml").write_text("openapi = '3.1'\n"),
            lambda docs: (docs.parent / "docgen-baseline.json").write_text('{"version": 1, "findings": []}'),
        ],
        ids=["edited", "deleted", "added", "a folder", "ignored", "settings", "baseline"],
    )
    @pytest.mark.parametrize("old", [True, False], ids=["settled", "just written"])
    def test_it_sees_every_change(self, books, run, made, change, old, settle):
        if old:
            settle()
        run("build")
        change(books / "docs_input")
        run("build")
        assert len(made) == 2

    def test_files_that_were_written_just_before_are_compared_only_once(self, books, run, made, monkeypatch, settle):
        run("build")
        looked = []
        state = fingerprints.file_state
        monkeypatch.setattr(fingerprints, "file_state", lambda path: looked.append(path) or state(path))
        run("build")
        assert str(books / "docs_input/book.md") in looked
        settle()
        run("build")
        looked.clear()
        run("build")
        assert str(books / "docs_input/book.md") not in looked
        assert len(made) == 1

    def test_pages_behind_links_and_globs_are_always_looked_for(self, books, run, made):
        (books / "elsewhere").mkdir()
        (books / "docs_input/link.md").symlink_to(books / "docs_input/book.md")
        run("build")
        run("build")
        run("build", "docs_input/b*.md")
        run("build", "docs_input/b*.md")
        assert len(made) == 4


class TestProcesses:
    """Several runs in one folder, and runs that are ended from outside."""

    COPIES = 12

    @pytest.fixture
    def docset(self, books):
        """Return the working directory with a few more pages."""
        docs = books / "docs_input"
        for page in list(docs.iterdir()):
            for number in range(self.COPIES):
                text = page.read_text().replace("book", f"book{number}")
                (docs / page.name.replace("book", f"book{number}")).write_text(text)
        return books

    def start(self, *options):
        command = [sys.executable, "-m", "docgen", "build", "-q", "--output-format", "concise", *options]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def clean(self):
        assert self.start("--no-cache", "-o", "clean.yaml").wait() == 0
        return Path("clean.yaml").read_bytes()

    def test_a_build_that_is_killed_at_any_moment_leaves_nothing_that_changes_the_next(self, docset):
        # Forks of one process that has loaded everything: the moments of the kills all fall into the build itself.
        started = time.perf_counter()
        self.forked(None)
        usual = time.perf_counter() - started
        expected = OUTPUT.read_bytes()
        moments = random.Random(7)
        for number in range(50):
            page = docset / "docs_input/book0.md"
            page.write_text(page.read_text() + "\n")
            if number % 10 == 0:
                shutil.rmtree(cache.FOLDER, ignore_errors=True)
            self.forked(moments.random() * usual * 1.1)
            assert not OUTPUT.exists() or OUTPUT.read_bytes() == expected, "the document is there whole or not at all"
            if number % 2:
                OUTPUT.unlink(missing_ok=True)
        self.forked(None)
        assert OUTPUT.read_bytes() == expected == self.clean()

    def forked(self, seconds):
        """Build in a fork of this process and kill it after some seconds."""
        from docgen.cli import main

        child = os.fork()
        if child == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            try:
                os._exit(main(["build", "-q"]))
            finally:
                os._exit(99)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert seconds is not None or os.waitstatus_to_exitcode(status) == 0

    def test_builds_at_the_same_time_give_the_same(self, docset):
        expected = self.clean()
        for _ in range(2):
            outputs = [f"{name}.yaml" for name in "abc"]
            processes = [self.start("-o", name) for name in outputs]
            assert [process.wait() for process in processes] == [0, 0, 0]
            assert [Path(name).read_bytes() for name in outputs] == [expected] * 3
            page = docset / "docs_input/book0.md"
            page.write_text(page.read_text() + "\n")
