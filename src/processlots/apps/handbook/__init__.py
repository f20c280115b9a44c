"""How we say and do it: glossary, guidance, names of choices, register of models, handbooks, and what readers say of a page.

Rests on organisation, for who may change it (decision 0007). Others use the words and texts that the model manager may
change, by way of the kit: `kit.meaning` at every field, `kit.vocabulary`, `kit.checks` settings, `kit.search` synonyms.
"""
