"""Drawing by lot, the same for the same names: each thing of the invented world has a seed of its own."""

import random
from collections.abc import Sequence
from datetime import date, timedelta


def chance(*names: object) -> random.Random:
    """Return a source of lots for a thing, so that it does not depend on what was drawn before it.

    >>> chance("a", 1).random() == chance("a", 1).random()
    True
    """
    return random.Random("/".join(str(each) for each in names))  # noqa: S311


def some(lot: random.Random, things: Sequence[str], least: int, most: int) -> tuple[str, ...]:
    """Return a few different ones of some words."""
    return tuple(lot.sample(things, min(len(things), lot.randint(least, most))))


def how_many(lot: random.Random, mean: float) -> int:
    """Return a count with about Poisson's spread: exact for small means, by the normal curve for large ones."""
    if mean > 30:
        return max(0, round(lot.gauss(mean, mean**0.5)))
    left, count = 2.718281828459045**-mean, 0
    product = lot.random()
    while product > left:
        product *= lot.random()
        count += 1
    return count


def day_after(lot: random.Random, day: date, mean: float, least: int = 0) -> date:
    """Return a day some time after another one: soon more often than late."""
    return day + timedelta(days=least + int(lot.expovariate(1 / mean)))
