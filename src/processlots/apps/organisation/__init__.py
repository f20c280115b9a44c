"""Who we are: units, people, appointments, forums, decisions, and from them who may do what.

Rests on accounts and the kit. Others use Unit, Person, Appointment, Decision, `standing(user)` and `MatrixAccess`.
"""
