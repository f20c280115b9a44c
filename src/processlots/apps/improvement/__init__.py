"""What we change: needs, and the activity plan that answers them.

Rests on followup. Others use Need and PlanAction.
"""
