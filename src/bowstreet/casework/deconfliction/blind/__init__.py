"""Hit or no hit between agencies that show each other neither what they ask for nor what they hold.

It moves no content, it is no store of identifiers, and no agency alone has the key by which tags are made.
Its three main words: element, share, tag.
"""
