/* <a href="/page/" data-dialog="id"> opens the <dialog id> of this page; without script the link's page says the same. */

export function dialog() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const shown = opener && document.getElementById(opener.dataset.dialog);
    if (shown?.showModal) {
      event.preventDefault();
      shown.showModal();
    } else if (event.target.closest?.("[data-close]")) {
      event.target.closest("dialog")?.close();
    }
  });
}
