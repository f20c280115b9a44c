"""The words of pictures and steps, in Swedish and English. Free of gettext: the library is useful without Django."""

from __future__ import annotations

from .model import Element

WORDS: dict[str, tuple[str, str]] = {
    # kinds of element, for titles of shapes and unnamed steps
    "task": ("Aktivitet", "Activity"),
    "userTask": ("Aktivitet med systemstöd", "Activity with system support"),
    "manualTask": ("Manuell aktivitet", "Manual activity"),
    "serviceTask": ("Automatisk aktivitet", "Automatic activity"),
    "scriptTask": ("Automatisk aktivitet", "Automatic activity"),
    "sendTask": ("Skicka", "Send"),
    "receiveTask": ("Ta emot", "Receive"),
    "businessRuleTask": ("Aktivitet enligt regel", "Activity by rule"),
    "subProcess": ("Delprocess", "Sub-process"),
    "transaction": ("Delprocess", "Sub-process"),
    "adHocSubProcess": ("Delprocess i valfri ordning", "Sub-process in any order"),
    "callActivity": ("Delprocess med egen karta", "Sub-process with a map of its own"),
    "startEvent": ("Start", "Start"),
    "endEvent": ("Slut", "End"),
    "intermediateCatchEvent": ("Händelse", "Event"),
    "intermediateThrowEvent": ("Händelse", "Event"),
    "boundaryEvent": ("Händelse", "Event"),
    "exclusiveGateway": ("Val", "Choice"),
    "inclusiveGateway": ("Val av en eller flera", "Choice of one or several"),
    "parallelGateway": ("Samtidigt", "At the same time"),
    "eventBasedGateway": ("Det som händer först", "Whatever happens first"),
    "complexGateway": ("Val", "Choice"),
    "dataObjectReference": ("Dokument", "Document"),
    "dataObject": ("Dokument", "Document"),
    "dataInput": ("Underlag", "Input"),
    "dataOutput": ("Resultat", "Output"),
    "dataStoreReference": ("Register", "Data store"),
    "dataStore": ("Register", "Data store"),
    "textAnnotation": ("Anteckning", "Note"),
    "group": ("Grupp", "Group"),
    "lane": ("Aktör", "Actor"),
    "pool": ("Deltagare", "Participant"),
    "other": ("Del", "Part"),
    # kinds of event
    "message": ("meddelande", "message"),
    "timer": ("tid", "time"),
    "signal": ("signal", "signal"),
    "error": ("fel", "error"),
    "escalation": ("eskalering", "escalation"),
    "conditional": ("villkor", "condition"),
    "link": ("länk", "link"),
    "compensate": ("ångra", "compensation"),
    "cancel": ("avbryt", "cancel"),
    "terminate": ("allt avslutas", "everything ends"),
    "multiple": ("flera händelser", "several events"),
    # the steps
    "begins": ("Börjar", "Starts"),
    "begins_need": ("Börjar med ett behov: {name}", "Starts with a need: {name}"),
    "begins_event": ("Börjar när detta händer: {name}", "Starts when this happens: {name}"),
    "begins_name": ("Börjar: {name}", "Starts: {name}"),
    "begins_message": ("Börjar med ett meddelande", "Starts with a message"),
    "begins_timer": ("Börjar vid en viss tid", "Starts at a certain time"),
    "end": ("Slut", "End"),
    "end_all": ("Allt avslutas", "Everything ends"),
    "part_done": ("Delprocessen är klar", "The sub-process is done"),
    "loose": ("Här tar kartan slut", "Here the map stops"),
    "go": ("gå till ", "go to "),
    "back": ("gå tillbaka till ", "go back to "),
    "together": ("samtidigt ", "at the same time "),
    "then": ("Sedan: ", "Then: "),
    "if": ("Om {label}: ", "If {label}: "),
    "or": ("Eller: ", "Or: "),
    "else": ("Annars: ", "Otherwise: "),
    "happens": ("Om {label} inträffar: ", "If {label} occurs: "),
    "meanwhile": ("Om {label} inträffar, medan steget pågår: ", "If {label} occurs, while the step goes on: "),
    "several": ("En eller flera kan gälla.", "One or several may apply."),
    "first": ("Det som händer först gäller.", "Whatever happens first applies."),
    "waits": ("Börjar när {nos} är klara.", "Starts when {nos} are done."),
    "consists": ("Består av steg {nos}.", "Consists of steps {nos}."),
    "any_order": ("Stegen görs i valfri ordning.", "The steps are done in any order."),
    "own_map": ("Har en egen karta.", "Has a map of its own."),
    "loop": ("Upprepas tills det är klart.", "Repeated until done."),
    "parallel": ("Görs för flera samtidigt.", "Done for several at the same time."),
    "sequential": ("Görs för flera, en i taget.", "Done for several, one at a time."),
    "needs": ("Underlag: {names}.", "Input: {names}."),
    "gives": ("Resultat: {names}.", "Output: {names}."),
    "papers": ("Dokument: {names}.", "Documents: {names}."),
    "sends": ("Skickar till {who}: {name}", "Sends to {who}: {name}"),
    "sends_unnamed": ("Skickar till {who}", "Sends to {who}"),
    "gets": ("Får från {who}: {name}", "Gets from {who}: {name}"),
    "gets_unnamed": ("Får från {who}", "Gets from {who}"),
    "and": ("och", "and"),
    "nobody": ("Ingen aktör", "No actor"),
    "map": ("Processkarta", "Process map"),
    "same_below": ("Samma innehåll finns som numrerade steg.", "The same content is there as numbered steps."),
    "empty_map": ("Kartan är tom.", "The map is empty."),
    "step": ("Steg {no}", "Step {no}"),
    # what differs
    "sign_added": ("nytt", "new"),
    "sign_removed": ("borttaget", "removed"),
    "sign_changed": ("ändrat", "changed"),
    "taken_over": ("Tar över från {who} (steg ", "Takes over from {who} (step "),
    "comes_from": ("Kommer från steg ", "Comes from step "),
    "column_no": ("Nr", "No."),
    "column_what": ("Aktivitet", "Activity"),
    "column_who": ("Aktör", "Actor"),
    "column_onward": ("Hur det går vidare", "How it goes on"),
    "column_more": ("Mer att veta", "More to know"),
    "same_as_steps": ("Samma karta som steg", "The same map as steps"),
    "sheet": ("Blad {no} av {count}.", "Sheet {no} of {count}."),
    "goes_on": ("Fortsätter {where}.", "Goes on {where}."),
    "to_right": ("till höger på blad {no}", "to the right on sheet {no}"),
    "to_below": ("nedåt på blad {no}", "downwards on sheet {no}"),
    "whole_on_sheets": (
        "Hela kartan. Läsbar ligger den på {count} blad, numrerade som här. Lägg dem omlott vid de streckade linjerna.",
        "The whole map. In a size to read it lies on {count} sheets, numbered as here. They overlap at the dashed lines.",
    ),
    "sheet_alt": (
        "Processkarta: {name}. Samma innehåll står som numrerade steg i tabellen. {sheet}",
        "Process map: {name}. The same content stands as numbered steps in the table. {sheet}",
    ),
    "opens": ("Öppna stegets egen ritning", "Open the step's own drawing"),
    "inside": ("Inuti: {name}", "Inside: {name}"),
    "drawing": ("Ritning {no}", "Drawing {no}"),
}


def say(word: str, language: str, **fields: object) -> str:
    """A word or sentence in "sv" (default) or "en", its braces filled."""
    swedish, english = WORDS[word]
    return (english if language == "en" else swedish).format(**fields)


def kind(element: Element, language: str) -> str:
    """What an element is, in a word or two: "Start, meddelande"."""
    word = say(element.type if element.type in WORDS else "other", language)
    if element.events:
        what = element.events[0] if len(element.events) == 1 else "multiple"
        if what in WORDS:
            word = f"{word}, {say(what, language)}"
    return word


def listed(parts: list[str], language: str) -> str:
    """ "4", "4 och 6", "4, 5 och 6" """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('and', language)} {parts[-1]}"
