"""What comes in: quarantined, recognised, read, admitted, with a reject list that reconciles.

It understands no format itself. Its three main words: quarantine, reject, admit.
"""
