"""Timings of Bowstreet beside peers that do the same work in the same run. Reports, never tests."""
