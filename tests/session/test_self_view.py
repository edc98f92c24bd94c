"""The trainee's own mark beside the mark."""

from __future__ import annotations

import pytest

from callcoach.engine.events import SelfRated, decode, encode
from callcoach.scoring.verdict import ItemScore
from callcoach.session.self_view import SelfView, self_view

LEVELS = {"listening": 2, "diagnosis": 1, "negotiation": None}


def items() -> tuple[ItemScore, ...]:
    return tuple(
        ItemScore(id_, number, id_, 10, level, ())
        for number, (id_, level) in enumerate(LEVELS.items(), start=1)
    )


def seen(**own: int | None) -> SelfView:
    view = self_view([SelfRated(3, own)], items())
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("own", "bias", "leaning"),
    [
        ({"listening": 4, "diagnosis": 3}, 2.0, "kind"),
        ({"listening": 0, "diagnosis": 0}, -1.5, "harsh"),
        ({"listening": 3, "diagnosis": 0}, 0.0, "close"),
        ({"listening": 3}, 1.0, "kind"),
    ],
)
def test_the_bias_is_the_mean_of_what_can_be_compared(
    own: dict[str, int], bias: float, leaning: str
) -> None:
    assert (seen(**own).bias, seen(**own).leaning) == (bias, leaning)


def test_an_item_without_object_is_not_compared() -> None:
    view = seen(negotiation=4)
    assert view.gaps[2].difference is None
    assert (view.bias, view.leaning) == (None, "")


def test_no_own_mark_is_no_view() -> None:
    assert self_view([], items()) is None
    assert self_view([SelfRated(1, {"listening": None})], items()) is None


def test_the_last_own_mark_counts() -> None:
    events = [SelfRated(1, {"listening": 0}), SelfRated(1, {"listening": 4})]
    view = self_view(events, items())
    assert view is not None
    assert view.differences == (2,)


def test_what_is_no_level_counts_as_not_given() -> None:
    assert seen(listening=9, diagnosis=1).differences == (0,)


def test_an_own_mark_survives_being_written_and_read() -> None:
    event = SelfRated(3, {"listening": 2, "negotiation": None})
    assert decode(*encode(event)) == event
