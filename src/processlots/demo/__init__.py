"""Modellby kommun: a municipality with invented people, made by code and the same every time.

`make.municipality()` fills an empty database from the texts in `data/` and the maps in `maps/`. Dates count from the
month that has begun, so that the demo looks alive; values and texts never change.
"""
