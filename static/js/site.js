// Binds each component to its elements. Browsers get this and what it imports as one file, js/stoa.js.
import * as addToCart from "./add_to_cart.js";
import * as cartCount from "./cart_count.js";
import * as contents from "./contents.js";
import * as copy from "./copy.js";
import * as dialog from "./dialog.js";
import * as dismiss from "./dismiss.js";
import * as embed from "./embed.js";
import * as inPlace from "./in_place.js";
import * as lightbox from "./lightbox.js";
import * as passkey from "./passkey.js";
import * as personal from "./personal.js";
import * as seen from "./seen.js";
import * as token from "./token.js";
import * as variants from "./variants.js";

const components = {
  "[data-add-to-cart]": addToCart,
  "[data-cart-count]": cartCount,
  "[data-contents]": contents,
  "[data-copy]": copy,
  "[data-dialog]": dialog,
  "[data-dismiss]": dismiss,
  "[data-lightbox]": lightbox,
  "[data-passkey]": passkey,
  "[data-personal]": personal,
  "[data-player]": embed,
  "[data-seen]": seen,
  "[data-token]": token,
  "[data-variants]": variants,
  "[hx-get], [hx-post]": inPlace,
};

function bind(root) {
  for (const [selector, component] of Object.entries(components)) {
    if (root.matches?.(selector)) component.bind(root);
    root.querySelectorAll(selector).forEach((element) => component.bind(element));
  }
}

bind(document);
// What htmx and the personal fragment bring in later is bound as well.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) bind(event.target);
});
// An open menu closes on a click elsewhere, when the focus goes on, and on Escape.
for (const sign of ["click", "focusin"]) {
  document.addEventListener(sign, (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
}
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
