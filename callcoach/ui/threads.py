"""Slow work beside the screen, in a thread that nobody waits for when they leave."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def in_thread_of_its_own(work: Callable[[], None]) -> None:
    """Do something in a thread, and wait for it.

    Whoever leaves does not wait: the thread ends with the program, unlike those of a pool.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    context = copy_context()  # a thread begins without the language in use: it is given along

    def conclude(error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        error: Exception | None = None
        try:
            context.run(work)
        except Exception as caught:  # noqa: BLE001 - it is raised where the work is waited for
            error = caught
        with suppress(RuntimeError):  # the app has been left in the meantime
            loop.call_soon_threadsafe(conclude, error)

    Thread(target=run, daemon=True).start()
    await done
