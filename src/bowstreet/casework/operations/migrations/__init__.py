"""Steps of the tables of operations."""
