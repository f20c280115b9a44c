import { swedish } from "./sv.js";

/** bpmn-js' `translate` in Swedish; in English its own strings are kept, with values put in. */
export function translator(language) {
  const strings = language === "en" ? {} : swedish;
  return (template, values = {}) => (strings[template] ?? template).replaceAll(/\{([^}]+)\}/g, (whole, name) => values[name] ?? whole);
}
