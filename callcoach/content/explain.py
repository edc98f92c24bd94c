"""Pydantic's errors in our words: chosen by its stable error types, never by its English texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from callcoach.content import messages as say
from callcoach.content.describe import described, described_text, shorten
from callcoach.content.messages import Bilingual, Message
from callcoach.content.problems import ContentValueError, FieldValue, Loc
from callcoach.content.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails


class Explanation(NamedTuple):
    """What a problem will say of one error."""

    code: str
    """The stable code."""
    fields: Mapping[str, FieldValue]
    """What fills the message."""
    advice: Bilingual | None = None
    """The hint, when it depends on what was seen."""
    wording: Message | None = None
    """The words, when they come from the model."""
    at: Loc = ()
    """Where, from the place of the error."""


_Explain: TypeAlias = Callable[["ErrorDetails"], Explanation]
_QUOTED = re.compile(r"'([^']*)'")

_KINDS: Final[Mapping[str, Bilingual]] = (
    dict.fromkeys(("string_type", "string_unicode"), say.A_TEXT)
    | dict.fromkeys(("int_type", "int_parsing", "int_from_float"), say.AN_INTEGER)
    | dict.fromkeys(
        ("float_type", "float_parsing", "decimal_type", "decimal_parsing"), say.A_NUMBER
    )
    | dict.fromkeys(("fraction_type", "fraction_parsing"), say.A_NUMBER)
    | dict.fromkeys(("bool_type", "bool_parsing"), say.TRUE_OR_FALSE)
    | dict.fromkeys(
        ("list_type", "tuple_type", "set_type", "frozen_set_type", "deque_type", "iterable_type"),
        say.A_LIST,
    )
    | dict.fromkeys(
        ("dict_type", "frozen_dict_type", "ordered_dict_type", "counter_type", "mapping_type"),
        say.A_BLOCK,
    )
    | dict.fromkeys(
        ("model_type", "model_attributes_type", "dataclass_type", "named_tuple_type"), say.A_BLOCK
    )
    | {"none_required": say.NOTHING}
)
_FORMATS: Final[Mapping[str, Bilingual]] = (
    dict.fromkeys(
        (
            "date_type",
            "date_parsing",
            "date_from_datetime_parsing",
            "date_from_datetime_inexact",
        ),
        say.A_DATE,
    )
    | dict.fromkeys(("time_type", "time_parsing"), say.A_TIME)
    | dict.fromkeys(
        (
            "datetime_type",
            "datetime_parsing",
            "datetime_object_invalid",
            "datetime_from_date_parsing",
        ),
        say.A_MOMENT,
    )
    | dict.fromkeys(("time_delta_type", "time_delta_parsing"), say.A_DURATION)
    | dict.fromkeys(
        ("url_type", "url_parsing", "url_syntax_violation", "url_scheme"), say.AN_ADDRESS
    )
    | dict.fromkeys(("uuid_type", "uuid_parsing", "uuid_version"), say.A_UUID)
)
_ID_PATTERNS: Final = frozenset({r"^[a-z][a-z0-9_]*$", r"^[a-z][a-z0-9_]*\Z"})
_YES_NO: Final = frozenset({"yes", "no", "on", "off", "oui", "non", "vrai", "faux"})


def explain(error: ErrorDetails, keys: tuple[str, ...]) -> Explanation:
    """Return what to say of one error of pydantic.

    Args:
        error: The error, with its context and input.
        keys: The keys an author may write where the error is.
    """
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(error["loc"][-1]), keys)
    if kind in _KINDS:
        return _wrong_kind(_KINDS[kind], error["input"])
    if kind in _FORMATS:
        return _wrong_format(_FORMATS[kind], error["input"])
    if kind in say.BOUNDS:
        return _out_of_bounds(error)
    if kind in _SPECIAL:
        return _SPECIAL[kind](error)
    return _refused(error)


def either(explanations: list[Explanation]) -> Explanation:
    """Return one explanation for a value that fits none of several kinds.

    Args:
        explanations: One M003 for each kind, at least one.
    """
    first = explanations[0]
    kinds = [one.fields["expected"] for one in explanations]
    named = [kind for kind in dict.fromkeys(kinds) if isinstance(kind, Bilingual)]
    if len(named) < 2:
        return first
    expected = Bilingual(
        *(_listed([kind.say(lang) for kind in named], lang) for lang in ("fr", "en"))
    )
    return first._replace(fields={**first.fields, "expected": expected}, advice=None)


def _listed(words: list[str], lang: str) -> str:
    return ", ".join(words[:-1]) + say.OR.say(lang) + words[-1]


def _unknown_key(key: str, keys: tuple[str, ...]) -> Explanation:
    advice, fields = suggest(key, keys)
    return Explanation("M001", {"key": shorten(key), **fields}, advice)


def _missing(error: ErrorDetails) -> Explanation:
    key = error["loc"][-1]
    if isinstance(key, int):
        return _length(say.TOO_SHORT, say.AT_LEAST, key + 1, say.ELEMENTS)
    return Explanation("M002", {"key": key}, say.ADD_KEY)


def _wrong_kind(expected: Bilingual, value: object) -> Explanation:
    # « true » and true, « 12 » and 12 look the same once quoted: say which one is a text.
    got = described_text(value) if isinstance(value, str) else described(value)
    return Explanation("M003", {"expected": expected, "got": got}, _kind_advice(expected, value))


def _kind_advice(expected: Bilingual, value: object) -> Bilingual | None:
    if value is None:
        return say.FILL_IN
    if expected is say.A_TEXT:
        return say.QUOTE_VALUE
    if expected is say.A_LIST:
        return say.USE_DASHES
    if expected is say.A_BLOCK:
        return say.USE_KEYS
    if expected is say.TRUE_OR_FALSE:
        return say.BARE_BOOLEAN
    # « 150,00 », « 1 250 » and « 80 € » are numbers to the eye only.
    looks_like_one = isinstance(value, str) and any(char.isdecimal() for char in value)
    return say.DECIMAL_POINT if looks_like_one and expected is say.A_NUMBER else None


def _wrong_format(expected: Bilingual, value: object) -> Explanation:
    advice = say.FILL_IN if value is None else None
    return Explanation("M006", {"expected": expected, "got": described(value)}, advice)


def _wrong_pattern(error: ErrorDetails) -> Explanation:
    pattern = str(_context(error).get("pattern", ""))
    fields: dict[str, FieldValue] = {"got": described(error["input"]), "pattern": pattern}
    fields["expected"] = say.AN_ID if pattern in _ID_PATTERNS else say.A_PATTERN
    return Explanation("M006", fields)


def _wrong_choice(error: ErrorDetails) -> Explanation:
    expected = str(_context(error).get("expected", ""))
    choices = _QUOTED.findall(expected) or re.split(r", | or ", expected)
    return _not_among(choices, error["input"])


def _wrong_tag(error: ErrorDetails) -> Explanation:
    context = _context(error)
    discriminator = _discriminator(error)
    choices = _QUOTED.findall(str(context.get("expected_tags", "")))
    value = error["input"]
    if discriminator is None or not isinstance(value, dict):
        return _not_among(choices, context.get("tag"))
    return _not_among(choices, value.get(discriminator))._replace(at=(discriminator,))


def _not_among(choices: list[str], value: object) -> Explanation:
    advice, fields = suggest(value if isinstance(value, str) else "", choices)
    return Explanation("M004", {"got": described(value), **fields}, advice)


def _missing_tag(error: ErrorDetails) -> Explanation:
    discriminator = _discriminator(error)
    if discriminator is None:
        return _refused(error)
    return Explanation("M002", {"key": discriminator}, say.ADD_KEY)


def _discriminator(error: ErrorDetails) -> str | None:
    """Return the key that tells the members of a union apart; None when a function does."""
    found = _QUOTED.search(str(_context(error).get("discriminator", "")))
    return None if found is None else found.group(1)


def _out_of_bounds(error: ErrorDetails) -> Explanation:
    name, bound = say.BOUNDS[error["type"]]
    limit = str(_context(error).get(name, ""))
    return Explanation("M005", {"got": described(error["input"]), "bound": bound, "n": limit})


def _text_too_short(error: ErrorDetails) -> Explanation:
    return _length(say.TOO_SHORT, say.AT_LEAST, _context(error)["min_length"], say.CHARACTERS)


def _text_too_long(error: ErrorDetails) -> Explanation:
    return _length(say.TOO_LONG, say.AT_MOST, _context(error)["max_length"], say.CHARACTERS)


def _too_few(error: ErrorDetails) -> Explanation:
    return _length(say.TOO_SHORT, say.AT_LEAST, _context(error)["min_length"], say.ELEMENTS)


def _too_many(error: ErrorDetails) -> Explanation:
    return _length(say.TOO_LONG, say.AT_MOST, _context(error)["max_length"], say.ELEMENTS)


def _length(
    verdict: Bilingual, bound: Bilingual, limit: int, unit: tuple[Bilingual, Bilingual]
) -> Explanation:
    word = unit[0] if limit <= 1 else unit[1]
    said = Bilingual(
        bound.fr.format(n=limit, unit=word.fr), bound.en.format(n=limit, unit=word.en)
    )
    return Explanation("M007", {"verdict": verdict, "bound": said})


def _said_by_the_model(error: ErrorDetails) -> Explanation:
    raised = _context(error).get("error")
    if isinstance(raised, ContentValueError):
        return Explanation(raised.code, raised.fields, None, raised.wording, raised.at)
    return Explanation("M099", {"detail": str(raised) or say.SOME_VALUE})


def _refused(_: ErrorDetails) -> Explanation:
    """Explain a kind of error without words of its own: pydantic's are English, so not shown."""
    return Explanation("M099", {"detail": say.SOME_VALUE})


def _context(error: ErrorDetails) -> Mapping[str, Any]:
    return error.get("ctx", {})


_SPECIAL: Final[Mapping[str, _Explain]] = {
    "missing": _missing,
    "string_pattern_mismatch": _wrong_pattern,
    "literal_error": _wrong_choice,
    "enum": _wrong_choice,
    "union_tag_invalid": _wrong_tag,
    "union_tag_not_found": _missing_tag,
    "string_too_short": _text_too_short,
    "string_too_long": _text_too_long,
    "too_short": _too_few,
    "too_long": _too_many,
    "value_error": _said_by_the_model,
    "assertion_error": _said_by_the_model,
}
