"""GraphSense TagPacks and ActorPacks: addresses of wallets, and who is said to control them, as YAML.

It reads such packs; it knows no chain. Its three main words: pack, tag, actor.
"""
