"""Joint operations, current focus, and where two agencies do the same work.

It holds only the state of the work; what officers say they work on is records. Its three main words: focus, theme,
double effort.
"""
