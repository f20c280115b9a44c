"""The naming standard for processes (model.md S1-9, V-1…V-8): a library without Django.

Rests on the word lists in `library/naming/`, which a municipality may edit. Others use `judge` (one name), `judge_all`
(a pasted list) and what they return, `Verdict` and `Finding`; the register page, the import preview and
`processlots name` all say the same.
"""

from processlots.apps.processes.naming.activities import is_doing
from processlots.apps.processes.naming.judging import Finding, Verdict, judge, judge_all

__all__ = ["Finding", "Verdict", "is_doing", "judge", "judge_all"]
