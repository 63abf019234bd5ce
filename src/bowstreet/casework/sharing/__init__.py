"""What goes out: requests, releases, collections, receipts and recalls.

It overrides no owner. Its three main words: release, receipt, recall.
"""
