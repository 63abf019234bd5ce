"""Steps of the tables of sharing."""
