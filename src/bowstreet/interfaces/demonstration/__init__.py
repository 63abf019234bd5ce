"""The invented world, built through the same acts as real data.

Nothing in it exists. Its three main words: cast, story, seed.
"""
