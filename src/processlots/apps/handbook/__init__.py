"""How we say and do it: glossary, guidance per step, vocabularies, templates.

Rests on organisation, for who may change it (decision 0007). Others use the words and texts that the model manager may change.
"""
