"""Corrections: an officer who reads another agency's record proposes another value, and its owner accepts or declines.

Its four main words: correction, proposer, owner, evidence.
"""
