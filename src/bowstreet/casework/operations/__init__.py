"""Joint operations, cases, focus, tasks and leads.

It holds only the state of the work. Its three main words: operation, lead, stage.
"""
