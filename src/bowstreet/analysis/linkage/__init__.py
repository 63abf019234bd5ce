"""Whether two accounts are one actor, as calibrated weight of evidence.

It never joins accounts. Its three main words: comparison, calibration, likelihood ratio.
"""
