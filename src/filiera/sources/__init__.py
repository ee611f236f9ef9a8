"""The outside world: fetching what publishers give, and parsing its bytes into tables."""
