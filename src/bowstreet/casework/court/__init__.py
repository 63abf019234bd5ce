"""Exhibits, custody, and the package that a court verifies without us.

It proves no guilt. Its three main words: exhibit, custody, package.
"""
