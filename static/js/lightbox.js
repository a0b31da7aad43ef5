// Pictures of a gallery large, in a dialog, by mouse and arrow keys. Without it each is a link to the picture.
export function bind(gallery) {
  const links = [...gallery.querySelectorAll("a[data-large]")];
  const dialog = gallery.querySelector("dialog");
  const image = dialog.querySelector("img");
  const caption = dialog.querySelector("[data-caption]");
  let place = 0;

  function show(next) {
    place = (next + links.length) % links.length;
    const link = links[place];
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    caption.textContent = link.dataset.captionText;
  }

  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  });
  dialog.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step) show(place + Number(step));
    else if (event.target.closest("[data-close]") || event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(place + (event.key === forward ? 1 : -1));
  });
  dialog.addEventListener("close", () => links[place].focus());
}
