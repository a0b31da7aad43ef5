// Says once that a person looks at the page; what is fetched ahead waits until it is shown.
export function bind(element) {
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", tell);
    navigator.sendBeacon(element.dataset.seen);
  };
  document.addEventListener("visibilitychange", tell);
  tell();
}
