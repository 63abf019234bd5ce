"""The operational-security mistakes by which sellers show themselves; one file a mistake.

It identifies nobody. Its three main words: mistake, artefact, detector.
"""
