"""Give a body its media types: what several statements say of JSON is one content, bytes and text are another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from docgen.model import united_bodies
from docgen.model.api import Content, Example, Shape, Stream
from docgen.model.bodies import JSON, OCTETS
from docgen.model.type_hierarchy import TypeHierarchy

_MEDIA = re.compile(r"\s*(?P<type>[a-z]+/[\w.+*-]+)", re.IGNORECASE)

Shown = Callable[[Shape], Iterable[Example]]


class Told(msgspec.Struct, frozen=True, gc=False):
    """What one statement says of a body: its shape, and the media types that it states."""

    shape: Shape
    media: tuple[str, ...] = ()


def of(told: Sequence[Told], shown: Shown, types: TypeHierarchy) -> tuple[Content, ...]:
    """Return the contents of a body; ``shown`` gives the examples that fit a shape."""
    streams = [one for one in told if isinstance(one.shape, Stream)]
    others = [one for one in told if not isinstance(one.shape, Stream)]
    out = []
    for group in _apart(others):
        shape = united_bodies.shapes([one.shape for one in group], types)
        out.append(Content(_media(group, JSON), shape, tuple(shown(shape))))
    taken = {media for content in out for media in content.media_types}
    left = tuple(media for media in _media(streams, OCTETS) if media not in taken) if streams else ()
    if left:
        out.append(Content(left, Stream(), tuple(shown(Stream()))))
    return tuple(out)


def _apart(told: Sequence[Told]) -> Iterator[list[Told]]:
    """Yield what is said of one body: another shape under media types of its own is another, all JSON is one."""
    groups: list[list[Told]] = []
    for one in told:
        media = _kinds(one)
        same = (g for g in groups if not media or any(o.shape == one.shape or media & _kinds(o) for o in g))
        group = next(same, None) or next((g for g in groups if not any(o.media for o in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    yield from groups


def _kinds(told: Told) -> set[str]:
    """Return the media types of a statement, one for all those of JSON."""
    return {JSON if "json" in media.lower() else media.strip().lower() for media in told.media}


def _media(told: Sequence[Told], usual: str) -> tuple[str, ...]:
    """Return the media types that statements state, without their parameters; the usual one where none does."""
    found = [_MEDIA.match(media) for one in told for media in one.media]
    return tuple(dict.fromkeys(match["type"].lower() for match in found if match)) or (usual,)
