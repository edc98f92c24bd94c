"""What a trainee does at the keyboard, for tests that read as sentences."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from callcoach.ui.app import CallCoachApp as UiApp
from callcoach.ui.messages import OpenAttempt, OpenDossier, RatingDone
from callcoach.ui.screens.call import CallPage
from callcoach.ui.screens.call_record import CallRecordPage
from callcoach.ui.widgets.prompt import PromptArea
from callcoach.ui.widgets.transcript import LineView

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.message import Message
    from textual.pilot import Pilot

    from callcoach.session.session import CallSession

__all__ = ["Keys", "MakeApp", "UiApp"]

NARROW, WIDE = (80, 24), (120, 40)
INTRODUCTION = "Bonjour, je suis Alice Roy du cabinet Lumière."
IDENTITY = "Votre date de naissance ?"
PURPOSE = "J'appelle pour une facture de 120,40 euros."
CAUSE = "Que s'est-il passé ?"
EMPATHY = "Je comprends."
SHAME = "Vous devriez avoir honte."
GOODBYE = "Au revoir madame."

Keys: TypeAlias = "Pilot[None]"


class MakeApp(Protocol):
    """`make_app(mode="exam")`: an app over the test's history, some settings changed."""

    def __call__(self, **changes: object) -> UiApp:
        """Return the app."""


@asynccontextmanager
async def opened(app: UiApp, size: tuple[int, int] = NARROW) -> AsyncIterator[Keys]:
    """Run the app, with content and history open."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await settled(pilot)
        yield pilot


async def settled(pilot: Keys) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def ask(pilot: Keys, message: Message) -> None:
    """Ask the app for something as a screen would."""
    pilot.app.post_message(message)
    await settled(pilot)


async def dial(pilot: Keys, scenario_id: str = "phone_bill") -> None:
    """Open a file and make the call."""
    await ask(pilot, OpenDossier(scenario_id))
    await pilot.press("ctrl+t")
    await settled(pilot)


async def say(pilot: Keys, *turns: str) -> None:
    """Type turns and press Enter after each."""
    for words in turns:
        prompt(pilot).text = words
        await pilot.press("enter")
        await pilot.pause()


async def hang_up(pilot: Keys) -> None:
    """Hang up and confirm it, unless the other side was quicker."""
    if session(pilot).state.ended:
        return
    await pilot.press("f10", "right", "enter")
    await pilot.pause()


async def skip_record(pilot: Keys) -> None:
    """Go from the end of the call to the debrief without a record and without an own mark."""
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press("escape", "right", "enter")
    await settled(pilot)
    await pilot.press("escape")
    await settled(pilot)


async def debriefed(pilot: Keys, *turns: str, mode: str = "rehearse") -> None:
    """Be at the debrief of a call that was played without the keyboard, which is slow."""
    desk = cast("UiApp", pilot.app).desk
    live = desk.begin("phone_bill", mode)
    live.session.dial()
    for words in turns:
        live.session.say(words)
    if not live.ended:
        live.session.say("/hangup")
    await ask(pilot, OpenAttempt(live.session.header.attempt_id))
    page = pilot.app.screen
    assert isinstance(page, CallRecordPage)
    await ask(pilot, RatingDone(page.live, {}))


def prompt(pilot: Keys) -> PromptArea:
    """Return the prompt of the call."""
    return pilot.app.screen.query_one(PromptArea)


def session(pilot: Keys) -> CallSession:
    """Return the call on the screen."""
    pages = [s for s in pilot.app.screen_stack if isinstance(s, CallPage)]
    return pages[-1].live.session


def shown(pilot: Keys) -> str:
    """Return the screen as text."""
    compositor = pilot.app.screen._compositor
    return "\n".join(strip.text.rstrip() for strip in compositor.render_strips())


def plain_lines(pilot: Keys) -> list[str]:
    """Return the lines of the transcript, unwrapped."""
    return [str(view.content) for view in pilot.app.screen.query(LineView)]


def notices(pilot: Keys) -> str:
    """Return the passing notices on the screen."""
    app = cast("UiApp", pilot.app)
    return "\n".join(notification.message for notification in app._notifications)
