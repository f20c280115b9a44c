"""Verbs that touch more than one row: appoint, decide an inventory, take up what was found, settle how far a process is."""

from processlots.apps.processes.actions.appointing import AlreadyOne, Given, accept, appoint, end_appointment, held, propose
from processlots.apps.processes.actions.registering import (
    accept_name,
    begin_inventory,
    inbox,
    not_a_process,
    register_found,
    review,
    settle,
    take_into_register,
)  # fmt: skip

__all__ = [
    "AlreadyOne",
    "Given",
    "accept",
    "accept_name",
    "appoint",
    "begin_inventory",
    "end_appointment",
    "held",
    "inbox",
    "not_a_process",
    "propose",
    "register_found",
    "review",
    "settle",
    "take_into_register",
]
