// How much is in the cart. A member's number is in the link already; a visitor's stands in the cookie that the cart set.
export function bind(link) {
  if (link.dataset.cartCount === "own") {
    document.cookie = "cart_count=; path=/; max-age=0; samesite=lax";
    return;
  }
  const number = /(?:^|; )cart_count=(\d+)/.exec(document.cookie)?.[1];
  link.querySelector(".cart-link__count").textContent = number ?? "";
}
