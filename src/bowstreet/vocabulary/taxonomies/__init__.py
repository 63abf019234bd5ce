"""The taxonomies that others tag with: codes as their tags have them, labels in our words, source and licence named.

What they mean for a record stands elsewhere: TLP and PAP in ``handling``, grades in ``evaluation``, product types in
``products``. Its three main words: taxonomy, tag, entry.
"""
