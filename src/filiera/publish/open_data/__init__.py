"""Open data: the same rows as CSV, Parquet and JSON-stat, a catalogue that describes them, and what is left out."""

from filiera.publish.open_data.datasets import Dataset, OpenFile, datasets
from filiera.publish.open_data.files import FORMATS, LEFT_OUT, Format, write_open_data
from filiera.publish.open_data.json_stat import json_stat

__all__ = ["FORMATS", "LEFT_OUT", "Dataset", "Format", "OpenFile", "datasets", "json_stat", "write_open_data"]
