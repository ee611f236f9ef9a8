"""One module per question, reading or writing: the only door to evidence, registry, claims and analysis."""
