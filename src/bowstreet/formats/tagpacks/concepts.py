"""The codes of GraphSense: what services and abuses are called, and how sure a tag is.

From tagpack-tool 25.8.1 (MIT, Austrian Institute of Technology and Iknaio): ``tagpack/db/concepts.yaml`` and
``tagpack/db/confidence.csv``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.lawfulness import Basis

_CONCEPTS: Final = """
concept unknown behaviour source mention website_mention forum_mention abuse gray_usage mixing white_usage sexual_abuse
child_sexual_abuse violence human_trafficking murder torture scam financial_crime investment_fraud ponzi_scheme
pyramid_scheme money_laundering extortion sextortion phishing hacking service_hack account_hack exploit data_breach
social_engineering malware drugs weapons payment_card_fraud ransomware sanction counterfeit extremism terrorism
terrorism_financing dark_web entity organization user service victim perpetrator donation exchange wallet_service
escrow_wallet ico_wallet cold_wallet hot_wallet warm_wallet filesharing index market messaging_service mixing_service
coinjoin miner mining_service gambling search_engine shop faucet payment_processor atm hosting vpn nameservice defi
defi_token defi_lending defi_dex defi_dex_pair defi_derivative defi_bridge defi_dao defi_staking defi_custody item
collectible
"""
CONCEPTS: Final = frozenset(_CONCEPTS.split())

_SURE, _SOME, _NONE = "forensic_investigation", "forensic", "unknown"
CONFIDENCE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("A1", "A2", "B1", "B2"), _SURE),
        **dict.fromkeys(("A3", "B3", "C1", "C2", "X1", "X2"), _SOME),
        **dict.fromkeys(("C3", "X3", "A4", "B4", "C4", "X4"), _NONE),
    }
)
"""What each grade is as a confidence, never a better one: 70, 50 and 5 of 100 on the tool's own scale."""

GUESSED: Final = "heuristic"
"""What a machine inferred, whatever its grade."""


def confidence(grade: Grade, basis: Basis) -> str:
    """Return the confidence that a grade is.

    >>> confidence(Grade.read("B2"), Basis.FACT), confidence(Grade.read("B2"), Basis.MACHINE_INFERENCE)
    ('forensic_investigation', 'heuristic')
    """
    return GUESSED if basis is Basis.MACHINE_INFERENCE else CONFIDENCE[str(grade)]
