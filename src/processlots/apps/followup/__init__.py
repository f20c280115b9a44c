"""Is it good enough: goals, measures, measurements, the follow-up plan and the control chart.

Rests on processes. Others use Goal, Measure and `control_chart` without Django.
"""
