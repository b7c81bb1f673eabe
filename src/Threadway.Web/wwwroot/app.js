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

// A second press must not send a form twice; the button says that it works, unless the answer is there at once.
function showPending(event, form) {
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = "true";
  showBusy(event.submitter);
}

function showBusy(button) {
  setTimeout(() => button?.setAttribute("aria-busy", "true"), 300);
}

// So does a button that leads to an address where Kapso is asked first.
document.addEventListener("click", event => {
  const link = event.target.closest?.("a.mud-button[href^='/connect/']");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    showBusy(link);
  }
});

// A page that comes back out of the browser's memory may be sent again.
window.addEventListener("pageshow", event => {
  if (event.persisted) {
    location.reload();
  }
});

// The country follows a number that brings its own, and the example follows the country.
const [country, phone] = ["country", "phone"].map(id => document.getElementById(id));
if (country && phone) {
  const showExample = () => phone.placeholder = country.selectedOptions[0].dataset.example;
  phone.addEventListener("input", () => {
    const digits = /^\s*[(\s]*(?:[+\uFF0B]|00)(.*)/.exec(phone.value.normalize("NFKC"))?.[1].replace(/\D/g, "") ?? "";
    const fits = [...country.options].filter(option => digits.startsWith(option.dataset.dial));
    const longest = Math.max(...fits.map(option => option.dataset.dial.length));
    const best = fits.filter(option => option.dataset.dial.length === longest);
    if (digits && best.length && !best.includes(country.selectedOptions[0])) {
      country.value = (best.find(option => "main" in option.dataset) ?? best[0]).value;
      showExample();
    }
  });
  country.addEventListener("change", showExample);
}

// Seconds until another code may be asked for.
const wait = document.getElementById("resend-in");
if (wait) {
  const [resend, until] = [document.getElementById("resend"), performance.now() + wait.dataset.seconds * 1000];
  const show = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    resend.disabled = left > 0;
    wait.hidden = left <= 0;
    wait.textContent = wait.dataset.words.replace("{0}", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
    if (left > 0) {
      setTimeout(show, 250);
    }
  };
  show();
}

// A code that could not be confirmed: ask on until it is known.
const delivery = document.querySelector("[data-delivery]");
if (delivery) {
  delivery.querySelector("[data-scripted]").hidden = false;
  const ask = async () => {
    const answer = await fetch(`/api/auth/code/${delivery.dataset.delivery}`).catch(() => null);
    const known = answer?.ok ? (await answer.json()).delivery : answer?.status === 404 ? "failed" : "unconfirmed";
    for (const sentence of delivery.querySelectorAll("[data-when]")) {
      sentence.hidden = sentence.dataset.when !== known;
    }
    if (known === "unconfirmed") {
      setTimeout(ask, 2000);
    }
  };
  setTimeout(ask, 2000);
}

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

// MudBlazor asks the server where a Tab at the edge of a dialog leads and whether Escape closes it; on a slow line the next
// Tab would be out of it by then, and an early Escape would be lost.
document.addEventListener("keydown", event => {
  const dialog = document.querySelector(".mud-dialog");
  if (dialog && !lost.open && event.key === "Tab") {
    event.preventDefault();
    nextStop(dialog, event.shiftKey).focus();
  } else if (lost.open && event.key === "Escape") {
    // Behind it nothing works: Escape would only take away what says so.
    event.preventDefault();
  } else if (dialog && event.key === "Escape" && !event.isComposing) {
    dialog.querySelector("[data-escape]").click();
  }
}, true);

function nextStop(dialog, back) {
  const stops = [...dialog.querySelectorAll(":is(.mud-dialog-title, .mud-focus-trap-child-container) :is(a[href], button:enabled, select:enabled, textarea:enabled, input:enabled:not([type='radio']), input:checked, [tabindex='0'])")];
  const on = document.activeElement;
  const ahead = stops.filter(stop => !dialog.contains(on) || on.compareDocumentPosition(stop) & (back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING));
  return (ahead.length > 0 ? ahead : stops).at(back ? -1 : 0);
}

// Where what had the focus in a dialog is gone or waits, the heading of what is there now takes it, and when the dialog is
// gone, what it was opened from: it never falls to the page, where Escape would do nothing and Tab begin anew.
let inDialog = false;
let opener = null;
document.addEventListener("focusin", event => {
  inDialog = event.target.closest?.(".mud-dialog") !== null;
  opener = inDialog ? opener : event.target;
});
new MutationObserver(() => {
  const on = document.activeElement;
  if (inDialog && (on === document.body || on.disabled)) {
    const dialog = document.querySelector(".mud-dialog");
    const next = dialog ? dialog.querySelector("h3[tabindex]") ?? dialog.querySelector("h2[tabindex]") : opener?.isConnected ? opener : document.getElementById("main");
    next?.focus();
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });

document.addEventListener("click", async event => {
  const button = event.target.closest?.("button[data-copy]");
  if (button) {
    await navigator.clipboard?.writeText(button.dataset.copy);
    button.dataset.copied = "true";
    setTimeout(() => delete button.dataset.copied, 2000);
  }
});

const lost = document.getElementById("components-reconnect-modal");
const again = document.getElementById("components-reconnect-button");
lost.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  switch (detail.state) {
    case "show":
      if (!lost.open) {
        lost.showModal();
      }
      break;
    case "hide": lost.close(); break;
    case "failed":
      retryLater();
      again.focus();
      break;
    case "rejected": comeBack(); break;
  }
});
again.addEventListener("click", retry);

// The server may have forgotten this page after a restart, or another one stands in for it: then only a fresh one helps.
async function retry() {
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) {
      comeBack();
    }
  } catch {
    retryLater();
  }
}

// Nobody has to press a button for a server that is there again.
let later;
function retryLater() {
  clearTimeout(later);
  later = setTimeout(retry, 10000);
  document.addEventListener("visibilitychange", retry, { once: true });
}

// Called by a server that is about to stop, while it still answers. Whoever answers that it can be used takes the page over.
window.threadway = {
  leave() {
    lost.dataset.leaving = "true";
    if (!lost.open) {
      lost.showModal();
    }
    setTimeout(findServer, Math.random() * 500);
  },
};

async function findServer() {
  const answer = await fetch("/health/ready", { cache: "no-store" }).catch(() => null);
  if (answer && answer.status < 500) {
    comeBack();
  } else {
    setTimeout(findServer, 500 + Math.random() * 500);
  }
}

// A page that another server takes over is drawn anew there. What was typed, and what was chosen in the open dialog, is noted here
// as it happens, goes with the page in this tab's own storage, and is done again. Steps and choices only, never what acts: a
// button that does something is pressed by nobody but a person. Codes and secrets are not noted.
const keptAt = "threadway-page";
const noted = { opener: null, done: [], typed: {} };
const isNotable = field => field.matches("input, select, textarea") && !field.matches("[type=hidden], [type=password], [autocomplete=one-time-code], [data-private]");
const sign = element => [element.tagName, element.id, element.type, element.getAttribute("aria-label") ?? element.textContent.trim()].join("|");
const all = (what, within) => [...within.querySelectorAll("button, input, select, textarea")].filter(element => sign(element) === what);

document.addEventListener("click", event => {
  const button = event.target.closest?.("button");
  if (button?.matches(".mud-dialog [data-step]")) {
    noted.done.push([sign(button)]);
  } else if (button && !button.closest(".mud-dialog, .reconnect")) {
    noted.opener = [sign(button), all(sign(button), document).indexOf(button)];
    noted.done = [];
  }
}, true);

document.addEventListener("change", event => {
  const field = event.target;
  if (!isNotable(field)) {
    return;
  }
  const entry = field.matches("[type=radio], [type=checkbox]") ? [sign(field)] : [sign(field), field.value];
  if (field.closest(".mud-dialog")) {
    noted.done.push(entry);
  }
}, true);

document.addEventListener("input", event => {
  const field = event.target;
  if (isNotable(field) && field.matches("main :not([type=radio], [type=checkbox])")) {
    noted.typed[sign(field)] = field.value;
  }
}, true);

function comeBack() {
  const open = document.querySelector(".mud-dialog") !== null;
  sessionStorage.setItem(keptAt, JSON.stringify({ page: location.href, typed: noted.typed, opener: open ? noted.opener : null, done: noted.done }));
  location.reload();
}

async function doAgain({ opener, done, typed }) {
  for (const [what, value] of Object.entries(typed)) {
    fill(await appears(() => all(what, document.getElementById("main"))[0]), value);
  }
  if (!opener) {
    return;
  }
  // A button takes no press before its page is live.
  const button = await appears(() => [all(opener[0], document)[opener[1]]].find(found => found && !found.disabled && found.ariaDisabled !== "true"));
  button?.click();
  noted.done = [];
  for (const [what, value] of button ? done : []) {
    const element = await appears(() => [...document.querySelectorAll(".mud-dialog")].flatMap(dialog => all(what, dialog))[0]);
    if (value === undefined) {
      element?.click();
    } else {
      fill(element, value);
    }
  }
}

function fill(field, value) {
  if (field) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

async function appears(find) {
  for (const until = performance.now() + 10000; performance.now() < until;) {
    const found = find();
    if (found) {
      return found;
    }
    await new Promise(next => setTimeout(next, 50));
  }
  return null;
}

const kept = JSON.parse(sessionStorage.getItem(keptAt));
sessionStorage.removeItem(keptAt);
if (kept?.page === location.href) {
  doAgain(kept);
}
