// What the pages need beyond Blazor. Everything here only improves a page that works without it.

// The theme changes in place: a reload would close what is open.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.id === "theme-menu" && event.submitter?.value) {
    event.preventDefault();
    chooseTheme(form, event.submitter.value);
  } else if (form.method === "post" && !event.defaultPrevented) {
    showPending(event, form);
  }
});

function chooseTheme(form, value) {
  document.documentElement.dataset.theme = value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `threadway-theme=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
  markChosen(form, value);
  form.hidePopover();
}

function markChosen(form, value) {
  for (const option of form.querySelectorAll("button[name=value]")) {
    option.setAttribute("aria-pressed", String(option.value === value));
  }
}

// An interactive page draws the menu again without knowing the cookie: the page's own attribute is the truth.
document.addEventListener("toggle", event => {
  if (event.target.id === "theme-menu") {
    markChosen(event.target, document.documentElement.dataset.theme);
  }
}, true);

// A second press must not send a form twice; the button says that it works.
function showPending(event, form) {
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
}

// A page that comes back out of the browser's memory may be sent again.
window.addEventListener("pageshow", event => {
  if (event.persisted) {
    location.reload();
  }
});

// Coming alive, the page is drawn anew: a press that began before finds its end, and who was on something is put on it again.
let [pressed, focused] = [null, null];
const name = element => [element.tagName, element.id, element.name, element.href, element.textContent].join();

document.addEventListener("pointerdown", event => pressed = event.target.closest?.("a[href], button"), true);
document.addEventListener("pointerup", event => {
  const under = event.target.closest?.("a[href], button");
  if (event.button === 0 && pressed && !pressed.isConnected && under && name(under) === name(pressed)) {
    under.click();
  }
}, true);

document.addEventListener("focusin", event => focused = event.target);
new MutationObserver((_, observer) => {
  if (focused && !focused.isConnected && document.activeElement === document.body) {
    [...document.querySelectorAll(focused.tagName)].find(other => name(other) === name(focused))?.focus();
  }
  if (document.querySelector(".mud-popover-provider") && (!focused || focused.isConnected)) {
    observer.disconnect();
  }
}).observe(document.body, { childList: true, subtree: true });

// Blazor takes a click on a link for a navigation, which would leave the focus behind.
document.addEventListener("click", event => {
  if (event.target.closest?.(".skip-link")) {
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("main").focus();
  }
}, true);

// MudBlazor asks the server where a Tab at the edge of a dialog leads; on a slow line the next one would be out of it by then.
document.addEventListener("keydown", event => {
  const inside = event.key === "Tab" && document.querySelector(".mud-dialog .mud-focus-trap-child-container");
  if (inside) {
    const stops = [...inside.querySelectorAll("a[href], button:enabled, input:enabled, [tabindex='0']")];
    const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (document.activeElement === edge || !inside.contains(document.activeElement)) {
      event.preventDefault();
      other.focus();
    }
  }
}, true);

document.addEventListener("click", async event => {
  const button = event.target.closest?.("button[data-copy]");
  if (button) {
    await navigator.clipboard?.writeText(button.dataset.copy);
    button.dataset.copied = "true";
    setTimeout(() => delete button.dataset.copied, 2000);
  }
});

const lost = document.getElementById("components-reconnect-modal");
lost.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  switch (detail.state) {
    case "show": lost.showModal(); break;
    case "hide": lost.close(); break;
    case "failed": document.addEventListener("visibilitychange", retry, { once: true }); break;
    case "rejected": location.reload(); break;
  }
});
document.getElementById("components-reconnect-button").addEventListener("click", retry);

// The server may have forgotten this page after a restart: then only a fresh one helps.
async function retry() {
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) {
      location.reload();
    }
  } catch {
    document.addEventListener("visibilitychange", retry, { once: true });
  }
}
