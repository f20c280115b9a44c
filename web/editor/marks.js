/**
 * What we write on an element in the file, in our own namespace: <processlots:property key="system" value="Castor"/>.
 * The keys are those of maps/bpmn/marks.py.
 */
export const ownMarks = {
  name: "Processlots",
  uri: "urn:processlots:bpmn:1",
  prefix: "processlots",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Property", superClass: ["Element"], properties: [{ name: "key", type: "String", isAttr: true }, { name: "value", type: "String", isAttr: true }] },
    { name: "Document", superClass: ["Element"], properties: [{ name: "title", type: "String", isAttr: true }, { name: "href", type: "String", isAttr: true }] },
  ],
};

const PROPERTY = "processlots:Property";

function marks(element) {
  return (element.businessObject.get("extensionElements")?.get("values") ?? []).filter(({ $type }) => $type === PROPERTY);
}

/** The value of one mark as text; "" where there is none. */
export function mark(element, key) {
  return marks(element).find((one) => one.key === key)?.value ?? "";
}

/** All marks of an element, to compare. */
export function allMarks(element) {
  return marks(element).map(({ key, value }) => [key, value]);
}

/** Writes several marks { key: text } in one step to undo; "" takes one away. What else hangs on the element stays. */
export function setMarks(editor, element, values) {
  const factory = editor.get("bpmnFactory");
  const before = element.businessObject.get("extensionElements");
  const rest = (before?.get("values") ?? []).filter((one) => one.$type !== PROPERTY || !(one.key in values));
  const written = Object.entries(values).filter(([, value]) => value).map(([key, value]) => factory.create(PROPERTY, { key, value }));
  const all = [...rest, ...written];
  if (!all.length && !before) return;
  const holder = all.length ? factory.create("bpmn:ExtensionElements", { values: all }) : undefined;
  for (const one of all) one.$parent = holder;
  if (holder) holder.$parent = element.businessObject;
  editor.get("modeling").updateProperties(element, { extensionElements: holder });
}
