"""The machinery that every model shares; it knows no domain word.

Rests on Django alone. Apps use: models, pages, access, history, locking, states, checks, panels, jobs, imports,
files, documents, charts, search, periods, links.
"""
