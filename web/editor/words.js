/**
 * The editor's own words: key → [Swedish, English]. Klarspråk by look/README: verb on buttons, say what happened,
 * what is kept and the way out.
 */
export const WORDS = {
  // Bar
  "bar": ["Verktyg för kartan", "Map tools"],
  "undo": ["Ångra", "Undo"],
  "redo": ["Gör om", "Redo"],
  "zoom": ["Zooma", "Zoom"],
  "zoom.out": ["Zooma ut", "Zoom out"],
  "zoom.in": ["Zooma in", "Zoom in"],
  "zoom.real": ["Visa i full storlek, nu {percent} %", "Show at full size, now {percent} %"],
  "fit": ["Visa hela", "Show all"],
  "minimap": ["Översikt", "Minimap"],
  "symbols": ["Fler symboler", "More symbols"],
  "fullscreen": ["Helskärm", "Full screen"],
  "download": ["Hämta som BPMN", "Download as BPMN"],
  "comment": ["Vad har du ändrat?", "What did you change?"],
  "save": ["Spara", "Save"],

  // State of the work, read out when it changes
  "state.loading": ["Hämtar kartan …", "Fetching the map …"],
  "state.clean": ["Inget är ändrat", "Nothing has changed"],
  "state.dirty": ["Ändringar som inte är sparade", "Changes that are not saved"],
  "state.draft": ["Inte sparad. Utkast kvar i webbläsaren kl. {time}", "Not saved. Draft kept in the browser at {time}"],
  "state.saving": ["Sparar …", "Saving …"],
  "state.saved": ["Sparad kl. {time}", "Saved at {time}"],
  "state.saved.version": ["Sparad kl. {time} som version {version}", "Saved at {time} as version {version}"],
  "state.failed": ["Inte sparad", "Not saved"],
  "state.readonly": ["Du kan läsa kartan men inte ändra den", "You can read the map but not change it"],

  // Notices
  "notice": ["Meddelande", "Message"],
  "notice.close": ["Stäng", "Close"],
  "notice.element": ["Visa {name} i kartan", "Show {name} in the map"],
  "load.failed": ["Kartan gick inte att hämta.", "The map could not be fetched."],
  "load.unreadable": ["Kartan gick inte att läsa som BPMN 2.0. Inget är ändrat.", "The map could not be read as BPMN 2.0. Nothing has changed."],
  "load.retry": ["Försök igen", "Try again"],
  "load.warnings": ["Kartan visas, men {count} saker i filen gick inte att läsa. De kan försvinna när du sparar.", "The map is shown, but {count} things in the file could not be read. They may be lost when you save."],
  "load.warnings.one": ["Kartan visas, men en sak i filen gick inte att läsa. Den kan försvinna när du sparar.", "The map is shown, but one thing in the file could not be read. It may be lost when you save."],
  "save.offline": ["Vi når inte servern. Din ritning finns kvar i webbläsaren. Försök spara igen om en stund.", "We cannot reach the server. Your drawing is kept in the browser. Try saving again in a while."],
  "save.signedout": ["Du är utloggad. Logga in i en annan flik och spara igen här. Din ritning finns kvar.", "You are signed out. Sign in in another tab and save again here. Your drawing is kept."],
  "save.refused": ["Servern tog inte emot kartan (svar {status}). Inget är sparat, din ritning finns kvar.", "The server did not accept the map (answer {status}). Nothing is saved, your drawing is kept."],
  "save.conflict": ["Någon annan sparade kartan medan du ritade. Inget är överskrivet, din ritning finns kvar här.", "Someone else saved the map while you were drawing. Nothing is overwritten, your drawing is kept here."],
  "save.conflict.other": ["Visa den sparade kartan i en ny flik", "Show the saved map in a new tab"],
  "draft.found": ["Du har en ritning från {time} som inte är sparad.", "You have a drawing from {time} that is not saved."],
  "draft.time": ["{day} kl. {time}", "{day} at {time}"],
  "draft.older": ["Kartan har sparats efter det.", "The map has been saved since."],
  "draft.restore": ["Fortsätt på den", "Continue with it"],
  "draft.discard": ["Ta bort den", "Remove it"],
  "draft.restored": ["Ritningen är tillbaka. Den är inte sparad än.", "The drawing is back. It is not saved yet."],

  // Palette: a word under each symbol, and the longer name for tooltip and screen reader (which holds the word)
  "palette": ["Symboler", "Symbols"],
  "palette.hand": ["Flytta vyn", "Move view"],
  "palette.lasso": ["Markera flera", "Select several"],
  "palette.space": ["Gör plats", "Make room"],
  "palette.connect": ["Koppla", "Connect"],
  "palette.add": ["{word}: lägg till", "{word}: add"],
  "palette.start": ["Start", "Start"],
  "palette.middle": ["Händelse", "Event"],
  "palette.end": ["Slut", "End"],
  "palette.task": ["Aktivitet", "Activity"],
  "palette.step": ["Processteg", "Process step"],
  "palette.call": ["Delprocess", "Sub-process"],
  "palette.choice": ["Val", "Choice"],
  "palette.parallel": ["Samtidigt", "In parallel"],
  "palette.document": ["Dokument", "Document"],
  "palette.note": ["Kommentar", "Comment"],
  "palette.pool": ["Pool med aktörer", "Pool with actors"],
  "palette.store": ["Informationslager", "Data store"],
  "palette.group": ["Ram", "Frame"],
  "palette.subprocess": ["Öppen delprocess", "Open sub-process"],

  // Canvas
  "canvas": ["Ritytan. Pilarna flyttar det markerade, N och B följer flödet framåt och bakåt, Enter går till namnet, A lägger till efter.", "Drawing area. The arrows move what is selected, N and B follow the flow onwards and back, Enter goes to the name, A adds after it."],

  // Side panel
  "side": ["Om det markerade", "About the selection"],
  "list": ["Allt i kartan", "Everything in the map"],
  "list.help": ["Välj med pilarna eller skriv namnet.", "Use the arrows or type the name."],
  "list.flows": ["Flöden", "Flows"],
  "list.none": ["Utan aktör", "Without actor"],
  "unnamed": ["utan namn", "unnamed"],
  "nothing": ["Inget är markerat", "Nothing is selected"],
  "several": ["{count} element är markerade", "{count} elements are selected"],
  "name": ["Namn", "Name"],
  "name.help.task": ["Börja med ett verb: granska ansökan.", "Start with a verb: review the application."],
  "name.help.choice": ["Skriv frågan: komplett?", "Write the question: complete?"],
  "description": ["Beskrivning", "Description"],
  "actor": ["Aktör", "Actor"],
  "actor.none": ["Ingen aktör", "No actor"],
  "actor.moved": ["{name} flyttad till {actor}", "{name} moved to {actor}"],
  "change": ["Byt typ", "Change type"],
  "delete": ["Ta bort", "Delete"],
  "deleted": ["{name} borttagen. Ångra med Ctrl+Z i ritytan.", "{name} deleted. Undo with Ctrl+Z in the drawing area."],
  "branches": ["Vägar ut", "Ways out"],
  "branches.to": ["Till {name}", "To {name}"],
  "add": ["Lägg till", "Add"],
  "add.after": ["Lägg till efter", "Add after"],
  "add.what": ["Vad", "What"],
  "add.name": ["Namn på det nya", "Name of the new one"],
  "added": ["{what} {name} är tillagd", "{what} {name} is added"],
  "added.after": ["{what} {name} är tillagd efter {source}", "{what} {name} is added after {source}"],
  "connect": ["Koppla till", "Connect to"],
  "connect.choose": ["Välj element", "Choose element"],
  "connected": ["Kopplad till {name}", "Connected to {name}"],
  "connect.refused": ["De två går inte att koppla ihop.", "These two cannot be connected."],
  "connect.first": ["Markera först det element som ska kopplas.", "Select the element to connect first."],
  "lanes": ["Aktörer", "Actors"],
  "lanes.above": ["Ny aktör ovanför", "New actor above"],
  "lanes.below": ["Ny aktör nedanför", "New actor below"],
  "lanes.two": ["Dela i två aktörer", "Divide into two actors"],
  "lanes.added": ["En aktör är tillagd", "An actor is added"],
  "keys": ["Rita med tangentbordet", "Draw with the keyboard"],
  "keys.list": ["Välj i listan Allt i kartan med pilarna; Enter går till namnet.", "Choose in the list Everything in the map with the arrows; Enter goes to the name."],
  "keys.add": ["Skriv ett namn under Lägg till efter och tryck Enter. Upprepa.", "Write a name under Add after and press Enter. Repeat."],
  "keys.move": ["I ritytan: pilar flyttar det markerade, med Skift längre. Ctrl+pil flyttar vyn.", "In the drawing area: arrows move the selection, with Shift further. Ctrl+arrow moves the view."],
  "keys.follow": ["I ritytan: N och B följer flödet, A lägger till efter, E skriver namnet, R byter typ, Delete tar bort.", "In the drawing area: N and B follow the flow, A adds after, E writes the name, R changes type, Delete deletes."],
  "keys.copy": ["I ritytan: Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+D (dubblera), Ctrl+Z, Ctrl+Y, Ctrl+F (sök), Ctrl+A.", "In the drawing area: Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+D (duplicate), Ctrl+Z, Ctrl+Y, Ctrl+F (search), Ctrl+A."],
  "keys.save": ["Ctrl+S sparar.", "Ctrl+S saves."],

  // What kind of thing an element is, where bpmn-js' own label says too much
  "type.flow": ["Flöde", "Flow"],
  "type.message": ["Meddelandeflöde", "Message flow"],
  "type.line": ["Streckad linje", "Dashed line"],
  "type.lane": ["Aktör", "Actor"],
  "type.pool": ["Pool", "Pool"],
  "type.note": ["Kommentar", "Comment"],
  "type.group": ["Ram", "Frame"],
  "type.event": ["Händelse", "Event"],
  "type.other": ["Element", "Element"],

  // A new map
  "new.pool": ["Ny process", "New process"],
  "new.lane": ["Aktör {number}", "Actor {number}"],
  "new.start": ["Behov", "Need"],
  "new.end": ["Resultat", "Result"],
};

/** A function (key, values) → the words in `language` ("sv" or "en"); an unknown key is a fault and throws. */
export function wording(language) {
  const column = language === "en" ? 1 : 0;
  return (key, values = {}) => {
    if (!(key in WORDS)) throw new Error(`no words for ${key}`);
    return WORDS[key][column].replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  };
}
