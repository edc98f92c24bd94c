"""The command palette: the keys of the screen in front, and what works everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from callcoach.i18n import _
from callcoach.ui.messages import OpenHistory, OpenScenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

    from callcoach.ui.app import CallCoachApp

_ELSEWHERE = frozenset({"command_palette", "leave", "copy_or_leave"})
"""Actions that have a command of their own, or need none."""


def commands_of(app: CallCoachApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield every command: name, help and what it does."""
    yield from _of_screen(app, screen)
    yield from (
        SystemCommand(
            _("Choose a call"), _("Show the list of calls."), partial(_ask, app, OpenScenarios)
        ),
        SystemCommand(
            _("See past calls"),
            _("Show the calls played so far."),
            partial(_ask, app, OpenHistory),
        ),
        SystemCommand("Français", _("Speak French from now on."), partial(app.speak, "fr")),
        SystemCommand("English", _("Speak English from now on."), partial(app.speak, "en")),
        SystemCommand(
            _("Light or dark"), _("Change between light and dark colours."), app.action_lights
        ),
        SystemCommand(
            _("Leave callcoach"), _("A call that is going on is kept."), app.action_leave
        ),
    )


def _of_screen(app: CallCoachApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        known = binding.action in seen or binding.action.removeprefix("app.") in _ELSEWHERE
        if active.enabled and binding.show and binding.description and not known:
            seen.add(binding.action)
            yield SystemCommand(
                binding.description,
                _("On this screen: {key}").format(key=app.get_key_display(binding)),
                partial(app.run_action, binding.action, active.node),
            )


def _ask(app: CallCoachApp, message: type[OpenScenarios | OpenHistory]) -> None:
    app.post_message(message())
