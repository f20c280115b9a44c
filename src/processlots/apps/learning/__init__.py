"""Who can what: courses, records, and from them facilitator status (UT-3).

Rests on organisation. Others use the facilitator appointment that `actions.record` keeps.
"""
