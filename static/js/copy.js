// A button that copies the text of data-copy, or of the <pre> in the figure around it, and says so.
export function bind(button) {
  const said = button.textContent;
  button.addEventListener("click", async () => {
    const text = button.dataset.copy || button.closest("figure").querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = said), 2000);
  });
}
