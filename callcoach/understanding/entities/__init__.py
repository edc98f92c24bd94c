"""Sums, days, durations, counts, periods, means of payment and plans, as typed in a turn."""

from callcoach.understanding.entities.extract import extract
from callcoach.understanding.entities.model import (
    Count,
    Date,
    Duration,
    Entity,
    Fraction,
    Money,
    PaymentMeans,
    PaymentPlan,
    Percent,
    Period,
    entity_from_json,
)
from callcoach.understanding.entities.parse import parse_line
from callcoach.understanding.entities.words import EntityWords

__all__ = [
    "Count",
    "Date",
    "Duration",
    "Entity",
    "EntityWords",
    "Fraction",
    "Money",
    "PaymentMeans",
    "PaymentPlan",
    "Percent",
    "Period",
    "entity_from_json",
    "extract",
    "parse_line",
]
