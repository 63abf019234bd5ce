"""Whether another agency works on the same target: hit or no hit.

It moves no content. Its three main words: hit, contact point, ticket.
"""
