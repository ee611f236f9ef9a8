"""The report of a measurement of readiness, for print: an accessible PDF that also reads in black and white."""
