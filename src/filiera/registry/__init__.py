"""Who is who: names as they stand in records, and the organisations that they mean."""
