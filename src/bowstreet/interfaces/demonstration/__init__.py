"""The invented world, built through the same acts as real data. Nothing in it exists.

First the plan, pure and the same each time: ``sites``, ``persons`` with their ``names`` and ``styles``, ``accounts``,
``trade``, ``forum``, ``parcels`` and what else officers tell. Then its building: ``people`` found and enrol, ``crawls``
are handed in, ``world`` records the rest. ``answers`` is what is true in it, for nobody who signs in.
Its three main words: plan, story, answer key.
"""
