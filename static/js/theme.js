// The colour scheme. Blocks in the head on purpose: the reader's choice is set before anything is painted.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (dark.matches ? "dark" : "light");
  const shown = () => root.dataset.theme ?? preferred();

  function show(theme) {
    if (theme === preferred()) delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.querySelectorAll("[data-theme-switch]").forEach((button) => {
      button.setAttribute("aria-pressed", String(shown() === "dark"));
    });
  }

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage may be forbidden; then the reader's preference holds.
    }
  }

  function remember(theme) {
    try {
      if (theme === preferred()) localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // Shown all the same.
    }
  }

  root.classList.add("has-js");
  show(remembered() ?? preferred());
  dark.addEventListener("change", () => show(remembered() ?? preferred()));
  document.addEventListener("DOMContentLoaded", () => show(shown()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = shown() === "dark" ? "light" : "dark";
    remember(next);
    show(next);
  });
})();
