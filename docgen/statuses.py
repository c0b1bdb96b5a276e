"""Statuses of answers, and the numbers that stand for those that OpenAPI calls ``default``, ``4XX`` and ``5XX``."""

from __future__ import annotations

from http import HTTPStatus

FAILURES = 400  # the first status of a failure
REASONS = {status.value: status.phrase for status in HTTPStatus}  # what HTTP calls each
OTHERS = 999  # any status that is not stated: ``default``
RANGES = {"4": 994, "5": 995}  # any status of a range, by the digit that it begins with
BODILESS = frozenset((204, 304))  # the statuses whose answers have no body
