// A button that takes away the message around it.
export function bind(button) {
  button.addEventListener("click", () => button.closest("[data-dismissible]").remove());
}
