"""Reports which stage and page an unexpected exception comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from docgen.errors import DocgenError, InternalError
from docgen.source import Span

_LONGEST = 200  # characters of an exception that are told


@contextmanager
def stage(name: str, done: Callable[[str], None]) -> Iterator[None]:
    """Run a stage, and call ``done`` with its name at its end; raise InternalError for what it should not raise."""
    try:
        yield
    except (DocgenError, MemoryError):
        raise
    except Exception as error:
        page = _page_at_hand(error.__traceback__)
        problem = f"{type(error).__name__}: {error}"[:_LONGEST].removesuffix(": ")
        near = f", at {page or 'no page in particular'}"
        raise InternalError(f"docgen failed in its stage {name}{near} ({problem}); please report it with -v") from error
    done(name)


def _page_at_hand(traceback: TracebackType | None) -> str:
    """Return the page that the innermost call with one was about: whoever reads the error can leave it out."""
    page = ""
    while traceback is not None:
        for value in traceback.tb_frame.f_locals.values():
            span = getattr(value, "span", value)
            page = span.path if isinstance(span, Span) and span.path else page
        traceback = traceback.tb_next
    return page
