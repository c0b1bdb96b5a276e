"""What docgen raises: the job could not be done, and why, in one line."""

from __future__ import annotations


class DocgenError(Exception):
    """A mistake of use, not of a page: a path that does not exist, settings that cannot be read.

    Its text is one line for the person at the keyboard. What is wrong with a page never raises; it is a finding.
    """


class InternalError(DocgenError):
    """A mistake of docgen, in a stage that takes all pages together; what the stage raised is its cause."""
