"""Benchmarking of regions: specialisation, change, comparable indicators and composites, as pure functions.

A missing value is ``nan`` and stays so: what rests on it is missing too, never zero and never filled in. The composite
follows OECD/JRC (2008), *Handbook on Constructing Composite Indicators*; its ranks are told as intervals.
"""
