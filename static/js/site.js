// Binds each component when it comes near the window, loading its module only then.
const components = {
  "[data-copy]": () => import("./copy.js"),
  "[data-player]": () => import("./embed.js"),
  "[data-lightbox]": () => import("./lightbox.js"),
  "[data-contents]": () => import("./contents.js"),
  "[data-dialog]": () => import("./dialog.js"),
  "[data-dismiss]": () => import("./dismiss.js"),
  "[data-token]": () => import("./token.js"),
  "[data-seen]": () => import("./seen.js"),
  "[hx-get], [hx-post]": () => import("./in_place.js"),
  "[data-passkey]": () => import("./passkey.js"),
};

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      for (const [selector, load] of Object.entries(components)) {
        if (target.matches(selector)) load().then((module) => module.bind(target));
      }
    }
  },
  { rootMargin: "300px" },
);

function bind(root) {
  const selector = Object.keys(components).join(",");
  if (root.matches?.(selector)) near.observe(root);
  root.querySelectorAll(selector).forEach((element) => near.observe(element));
}

bind(document);
const personal = document.querySelector("[data-personal]");
if (personal) import("./personal.js").then((module) => module.bind(personal));
// What htmx and the personal fragment bring in later is bound as well.
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
