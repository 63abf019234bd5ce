"""Lists of addresses of wallets as they are drawn from sanctions lists: one address after another, and no word more.

What such a list says is its addresses; why they stand in it, its publisher says elsewhere. Its three main words: list,
address, coin.
"""
