"""A store on each database: SQLite always, PostgreSQL where a server for tests is named."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from callcoach.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEST_SERVER = os.environ.get("CALLCOACH_TEST_POSTGRES_URL")


@dataclass(frozen=True)
class Address:
    """Where a test's history is, as `Store.open` wants it."""

    url: str | None
    data_dir: Path

    def open(self, *, wait_seconds: float = 5.0) -> Store:
        return Store.open(self.url, self.data_dir, wait_seconds=wait_seconds)


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=pytest.mark.skipif(
                TEST_SERVER is None, reason="CALLCOACH_TEST_POSTGRES_URL names no server"
            ),
        ),
    ]
)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """An address at which there is no history yet."""
    if request.param == "sqlite":
        yield Address(None, tmp_path / "data")
        return
    assert TEST_SERVER is not None
    schema = f"test_{uuid.uuid4().hex}"
    server = sa.make_url(TEST_SERVER).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    ours = server.update_query_dict({"options": f"-c search_path={schema}"})
    try:
        yield Address(ours.render_as_string(hide_password=False), tmp_path / "data")
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def sqlite_address(tmp_path: Path) -> Address:
    """An address at which there is no history yet, always on SQLite."""
    return Address(None, tmp_path / "data")


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    """An empty store on each database."""
    with address.open() as opened:
        yield opened
