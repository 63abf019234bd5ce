"""Where tests keep what need not outlive a power cut: in memory, on machines that have room there."""

import os
import shutil
from functools import cache
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 8 << 30
"""Bytes; what all tests together leave behind is a fourth of it."""


@cache
def place() -> Path | None:
    """Return a folder in memory with room for all tests, where programs run too; None where there is none."""
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= ENOUGH else None
