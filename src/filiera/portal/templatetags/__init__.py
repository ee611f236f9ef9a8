"""Words and marks in templates."""
