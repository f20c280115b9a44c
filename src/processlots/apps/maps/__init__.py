"""How it runs: maps, their versions and elements.

Rests on processes. Others point at MapElement, and use `bpmn` without Django.
"""
