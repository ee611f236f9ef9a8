"""What leaves the house: charts, tables to download; later the brochure and the open data."""
