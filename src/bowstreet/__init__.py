"""The common repository for policing the dark web."""
