/** English that diagram-js writes straight into its menus without asking `translate`. */
export const TRANSLATED_IN_PAGE = ["Back", "Search", "Results", "result", "results", " found", "Open entry documentation"];

const ATTRIBUTES = ["title", "aria-label"];

/** While a menu is open, and only then, puts the translation of such text in its place. */
export function translateLeftovers(eventBus, container, translate) {
  const replace = (root) => {
    for (const node of [root, ...root.querySelectorAll("[title], [aria-label]")]) {
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute(name);
        if (TRANSLATED_IN_PAGE.includes(value) && translate(value) !== value) node.setAttribute(name, translate(value));
      }
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data } = texts.currentNode;
      if (TRANSLATED_IN_PAGE.includes(data) && translate(data) !== data) texts.currentNode.data = translate(data);
    }
  };
  let observer = null;
  eventBus.on("popupMenu.opened", () => {
    const menu = container.querySelector(".djs-popup-parent");
    if (!menu) return;
    replace(menu);
    observer = new MutationObserver(() => replace(menu));
    observer.observe(menu, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  });
  eventBus.on(["popupMenu.close", "diagram.destroy"], () => observer?.disconnect());
}
