"""Words, units and languages as data; a leaf that knows nothing of the rest."""
