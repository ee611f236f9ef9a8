"""Pure computation: labelled values in, labelled values out; no file, no clock, no setting."""
