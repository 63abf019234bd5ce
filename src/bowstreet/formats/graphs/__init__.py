"""Records as the nodes of a graph, their links and judgements as its edges, for a program that draws or counts graphs.

Nothing is read here. Its three main words: node, edge, attribute.
"""
