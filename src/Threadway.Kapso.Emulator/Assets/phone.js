// Keeps the screen fresh without losing what is being typed, and copies codes.
const screen = document.getElementById("screen");
let shown = null;

async function refresh() {
  try {
    const answer = await fetch(screen.dataset.source, { cache: "no-store" });
    const markup = answer.ok ? await answer.text() : shown;
    if (markup !== shown) {
      shown = markup;
      screen.innerHTML = markup;
      screen.scrollTop = screen.scrollHeight;
    }
    if (!document.hidden && screen.querySelector('.theirs [aria-label="delivered"]')) await fetch(screen.dataset.read, { method: "POST" });
  } catch {
    // The emulator is away for a moment; the next turn tries again.
  }
  setTimeout(refresh, 1000);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = "Copied";
});

refresh();
