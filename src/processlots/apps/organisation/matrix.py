"""The permission matrix (model.md 4.4, and DESIGN 5 for what it leaves out), as data.

R = read, P = propose and comment, E = edit, D = decide. Reading what is open needs no entry.
"""

OWNER, LEADER, TEAM, FACILITATOR = "owner", "leader", "team", "facilitator"
RESOURCE_OWNER, MANAGEMENT, MODEL_MANAGER, EMPLOYEE = "resource_owner", "management", "model_manager", "employee"
ADMINISTRATOR, PARTICIPANT = "administrator", "participant"
CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"

#: object → role → levels. A higher level does not include a lower one unless both are written.
MATRIX: dict[str, dict[str, str]] = {
    "inventory": {OWNER: "P", LEADER: "P", FACILITATOR: "E", MANAGEMENT: "ED", EMPLOYEE: "P"},
    "specification": {OWNER: "D", LEADER: "E", TEAM: "P", FACILITATOR: "P"},
    "naming": {OWNER: "D", LEADER: "P", FACILITATOR: "P", MANAGEMENT: "D", MODEL_MANAGER: "D"},
    "map": {OWNER: "P", LEADER: "P", TEAM: "P", FACILITATOR: "E"},
    "map_confirmation": {LEADER: "P", TEAM: "D", PARTICIPANT: "D"},
    "goal": {OWNER: "D", LEADER: "E", TEAM: "P"},
    "measurement": {LEADER: "E", PARTICIPANT: "E"},
    "activity_plan": {OWNER: "D", LEADER: "E", TEAM: "E", FACILITATOR: "P", EMPLOYEE: "P"},
    "interface": {LEADER: "E", OWNER: "D", TEAM: "P", FACILITATOR: "P"},
    "resource_request": {OWNER: "E", LEADER: "P", RESOURCE_OWNER: "D", MANAGEMENT: "D"},
    "mapping_order": {OWNER: "E", LEADER: "E", FACILITATOR: "E"},
    "owner_appointment": {MANAGEMENT: "ED", RESOURCE_OWNER: "P", OWNER: "P"},
    "leader_appointment": {OWNER: "ED", RESOURCE_OWNER: "P"},
    "handbook": {FACILITATOR: "P", MODEL_MANAGER: "ED"},
    "training": {MODEL_MANAGER: "ED"},
    "need": {OWNER: "D", LEADER: "E", EMPLOYEE: "P"},
    "recipient": {LEADER: "E", OWNER: "D"},
    "service": {LEADER: "E", OWNER: "D", FACILITATOR: "E", MANAGEMENT: "E"},
    "source": {FACILITATOR: "E", MANAGEMENT: "E", MODEL_MANAGER: "E"},
    "team": {LEADER: "E", OWNER: "D"},
    "assignment": {OWNER: "ED", LEADER: "P"},
    "release": {OWNER: "D"},
    "introduction": {OWNER: "D", LEADER: "E"},
    "problem": {OWNER: "ED", LEADER: "E", TEAM: "P", FACILITATOR: "E", EMPLOYEE: "P"},
    "document": {OWNER: "D", LEADER: "E", TEAM: "P", FACILITATOR: "E"},
    "classification": {MODEL_MANAGER: "ED"},
    "meeting": {CHAIR: "E", SECRETARY: "E", MANAGEMENT: "E", MEMBER: "P"},
    "matter": {CHAIR: "ED", SECRETARY: "E", MANAGEMENT: "ED", MEMBER: "P"},
    "organisation": {ADMINISTRATOR: "ED"},
}
