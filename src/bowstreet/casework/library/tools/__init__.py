"""Tools: who makes and may use them, what they proved, the faults that are known, and what courts held of them.

A use is a link of one agency from an operation, case, practice or method to the tool. Its three main words: tool, use,
fault.
"""
