// Binds each component that is on the page, loading its module only then; htmx likewise.
const components = {
  "[data-copy]": () => import("./copy.js"),
  "[data-player]": () => import("./embed.js"),
  "[data-lightbox]": () => import("./lightbox.js"),
  "[data-contents]": () => import("./contents.js"),
  "[data-dialog]": () => import("./dialog.js"),
  "[data-dismiss]": () => import("./dismiss.js"),
};

function bind(root) {
  for (const [selector, load] of Object.entries(components)) {
    const elements = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) elements.push(root);
    if (elements.length) load().then((module) => elements.forEach(module.bind));
  }
}

function loadHtmx() {
  const script = document.createElement("script");
  script.src = document.querySelector("[data-htmx]").dataset.htmx;
  document.head.append(script);
}

bind(document);
if (document.querySelector("[hx-get], [hx-post]")) loadHtmx();
// What htmx brings in later is bound as well.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) bind(event.target);
});
// An open menu closes on a click elsewhere and on Escape.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
