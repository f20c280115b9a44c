"""Who does it: requests for resources, their answers, conflicts, load, and feedback on what was done.

Rests on processes. Others use ResourceRequest and ResourceNeed.
"""
