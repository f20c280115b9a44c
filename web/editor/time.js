/** "14.42" in Swedish, "14:42" in English. */
export function clock(at, { language }) {
  const time = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return language === "en" ? time : time.replace(":", ".");
}

export function day(at, { language }) {
  return new Date(at).toLocaleDateString(language === "en" ? "en-GB" : "sv-SE", { dateStyle: "long" });
}
