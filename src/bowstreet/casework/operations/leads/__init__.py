"""The chain to court: a lead goes from agency to agency until it has an outcome, and who gave it hears of that.

It holds hand-overs, their answers and stages in codes, no text of a national file. Its three main words: lead,
hand-over, stage.
"""
