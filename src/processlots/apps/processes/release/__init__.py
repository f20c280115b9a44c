"""Releases of a process: one decision freezes the whole context, as data and as a PDF (S0-5, X-3, DESIGN 6).

`content` gathers and writes what the apps told (`kit.released`), `reading` reads any version of it, `comparing` says in
words what differs, `standing` answers what applies on a day, `deciding` makes a new one, `printing` makes its PDF.
"""
