"""Steps of the tables of the library."""
