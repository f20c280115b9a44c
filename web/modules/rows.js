/* A table edited in place: <form data-rows>. Enter saves the row and goes to the next, arrows go up and down, Escape puts
   back what was there, and cells copied from a spreadsheet spread from the cell they are pasted into. */

export function rows() {
  document.addEventListener("keydown", key);
  document.addEventListener("paste", paste);
  document.addEventListener("input", ({ target }) => cell(target) && target.closest("tr").classList.add("changed"));
}

const FIELDS = "input:not([type=hidden]), select, textarea";
const cell = (element) => (element.matches?.(FIELDS) && element.closest("[data-rows] tbody tr") ? element : null);
const fields = (row) => [...row.querySelectorAll(FIELDS)];

function below(field, steps) {
  const row = field.closest("tr");
  const all = [...row.parentElement.rows];
  const next = all[all.indexOf(row) + steps];
  return next && fields(next)[fields(row).indexOf(field)];
}

function key(event) {
  const field = cell(event.target);
  if (!field || event.defaultPrevented || event.isComposing) return;
  const typing = field.matches("textarea, select, [role=combobox], [type=date], [type=number]");
  if (event.key === "Enter" && !(field.matches("textarea") && !event.ctrlKey)) {
    event.preventDefault();
    const next = below(field, 1);
    const row = field.closest("tr");
    if (row.classList.contains("changed")) row.querySelector("button[name=save]")?.click();
    // The row comes back as new elements; the next one stays
    next?.focus();
  } else if (event.key === "Escape") {
    if (field.value === field.defaultValue) return;
    field.value = field.defaultValue ?? field.value;
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (!typing || event.ctrlKey)) {
    const next = below(field, event.key === "ArrowDown" ? 1 : -1);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  }
}

function paste(event) {
  const field = cell(event.target);
  const text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
  if (!field || !/[\t\n]/.test(text) || (field.matches("textarea") && !text.includes("\t"))) return;
  event.preventDefault();
  const start = fields(field.closest("tr")).indexOf(field);
  let row = field.closest("tr");
  for (const line of text.split(/\r?\n/)) {
    if (!row) break; // more lines than rows: the box for pasting below takes any number
    line.split("\t").forEach((value, place) => fill(fields(row)[start + place], value.trim()));
    row = row.nextElementSibling;
  }
}

/** Puts a value into a field; a choice by its text as well as by its value. */
function fill(field, value) {
  if (!field) return;
  if (field.matches("select")) {
    const choice = [...field.options].find((one) => one.value === value || one.text.trim().toLowerCase() === value.toLowerCase());
    if (!choice) return;
    field.value = choice.value;
  } else if (field.type === "checkbox") field.checked = /^(1|x|ja|yes|sant|true)$/i.test(value);
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
