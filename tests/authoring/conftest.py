"""What several tests of the workshop need."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 11, 12, 12, 0)  # noqa: DTZ001 - calls live in local time
