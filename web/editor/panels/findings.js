/** What the map checks say of the selected element. */
import { h } from "../dom.js";
import { addPanel } from "../panels.js";

const of = ([element], editor) => editor.checking.of((element.labelTarget ?? element).id);

addPanel({
  key: "findings",
  order: 5,
  fits: (selection, editor) => selection.length === 1 && of(selection, editor).length > 0,
  facts: of,
  draw: (selection, editor) => h("ul", { class: "ed-found-here" }, of(selection, editor).map(({ message, severity }) => h("li", { class: severity === "F" ? "error" : "" }, message))),
});
