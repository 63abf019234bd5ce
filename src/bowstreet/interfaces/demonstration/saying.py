"""What invented buyers say: feedback with its stars, and the masked names under which they are shown."""

import random

_GOOD = (
    "arrived in {days} days, well packed", "good weight, friendly", "second order, same quality", "top",
    "{days} days, all fine", "as described", "fast and stealthy", "very good, will order again",
    "perfect as always", "A+", "nice product, thanks", "came on day {days}", "great communication",
    "quality is on point", "solid seller", "no problems at all", "better than last time",
    "weight a bit over, thank you", "good price for this quality", "trusted", "smooth", "packing very clean",
    "would recommend",
)  # fmt: skip
_FAIR = (
    "slow post, {days} days, but it came", "packing could be better", "okay, not more", "a bit under weight",
    "seller answers late", "good stuff, long wait", "quality changed since last time",
)  # fmt: skip
_BAD = (
    "never arrived, no answer", "waiting for {days} weeks now", "wrong product, no refund",
    "half the weight is missing", "do not buy here", "selective scammer", "nothing came, dispute open",
)  # fmt: skip
_FIRST, _LAST = "abcdefghkmnprstvwz0123456789", "aehiklnorstuyz0123456789"


def feedback(lot: random.Random, goodness: float) -> tuple[int, str]:
    """Return stars and words; a third of those who are content say nothing."""
    drawn = lot.random()
    if drawn < goodness:
        if lot.random() < 0.34:
            return 5, ""
        return 5, _said(lot, _GOOD)
    if drawn < goodness + (1 - goodness) * 0.55:
        return (4 if lot.random() < 0.7 else 3), _said(lot, _FAIR)
    return (1 if lot.random() < 0.8 else 2), _said(lot, _BAD)


def _said(lot: random.Random, ways: tuple[str, ...]) -> str:
    way = ways[int(lot.random() * len(ways))]
    return way.format(days=2 + int(lot.random() * 12)) if "{" in way else way


def buyers(lot: random.Random, sales: float) -> list[str]:
    """Return the masked names of those who buy of one seller; some come again and again."""
    return [f"{lot.choice(_FIRST)}***{lot.choice(_LAST)}" for _ in range(8 + int(sales * 9))]
