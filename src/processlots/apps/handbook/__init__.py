"""How we say and do it: glossary, guidance per step, vocabularies, templates.

Rests on accounts. Others use the words and texts that the model manager may change.
"""
