"""Settings, addresses and wiring; imports everything and is imported by nobody.

No behaviour lives here. Its three main words: setting, address, process.
"""
