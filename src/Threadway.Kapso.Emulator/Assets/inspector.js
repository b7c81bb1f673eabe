// Keeps the inspector's lists fresh without touching what somebody reads or has opened. Everything works without it too.
const board = document.querySelector("[data-live]");
const live = document.getElementById("live");
const said = document.getElementById("said");
const known = new WeakMap();
const every = 1000;

remember(document);
if (board.querySelector("[data-rows]")) {
  live.hidden = false;
  show("live", "Live");
  setTimeout(refresh, every);
}

live.addEventListener("click", () => {
  const on = live.getAttribute("aria-pressed") !== "true";
  live.setAttribute("aria-pressed", on);
  show(on ? "live" : "paused", on ? "Live" : "Paused");
});

document.addEventListener("toggle", (event) => {
  const row = event.target;
  if (row.open && row.dataset?.source && !row.dataset.loaded) load(row);
}, true);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  button.textContent = "Copied";
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-resend]")) return;
  event.preventDefault();
  const row = form.closest(".entry");
  form.querySelector("button").disabled = true;
  const answer = await fetch(form.action, { method: "POST" }).catch(() => null);
  say(answer?.ok ? "Sent again" : "Could not send again");
  if (!row) return location.reload();
  await load(row);
  row.querySelector("[data-resend] button")?.focus();
});

async function refresh() {
  if (!document.hidden && live.getAttribute("aria-pressed") === "true") {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) update(new DOMParser().parseFromString(await answer.text(), "text/html"));
      show("live", "Live");
    } catch {
      show("away", "Away");
    }
  }
  setTimeout(refresh, every);
}

function update(page) {
  document.querySelector(".clock").replaceWith(page.querySelector(".clock"));
  for (const fresh of page.querySelectorAll(".count")) {
    const old = document.getElementById(fresh.id);
    if (old && old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  }
  for (const list of board.querySelectorAll("[data-rows]")) {
    const fresh = page.getElementById(list.id);
    if (fresh) reconcile(list, [...fresh.children]);
  }
}

// Rows are told apart by their id, and replaced only when the server shows them otherwise than before.
function reconcile(list, fresh) {
  const ids = new Set(fresh.map((row) => row.id));
  for (const row of [...list.children]) if (!ids.has(row.id) && !row.open) row.remove();
  let place = list.firstElementChild;
  for (const row of fresh) {
    const old = document.getElementById(row.id);
    if (!old) {
      known.set(row, row.outerHTML);
      unhide(row);
      row.classList.add("fresh");
      list.insertBefore(row, place);
      continue;
    }
    if (old !== place) list.insertBefore(old, place);
    place = (known.get(old) === row.outerHTML ? old : replace(old, row)).nextElementSibling;
  }
}

function replace(old, row) {
  const focused = old.contains(document.activeElement);
  known.set(row, row.outerHTML);
  if (old.open) {
    // Only its line is new; what was opened below it stays.
    old.querySelector("summary").innerHTML = row.querySelector("summary").innerHTML;
    known.set(old, row.outerHTML);
    if (!old.querySelector(".inside").contains(document.activeElement)) load(old);
    return old;
  }
  unhide(row);
  old.replaceWith(row);
  if (focused) (row.querySelector("summary, a, button") ?? row).focus();
  return row;
}

// Two may be under way, after a button's press and after a change: whoever comes last leaves the focus where it was.
async function load(row) {
  row.dataset.loaded = "true";
  const inside = row.querySelector(".inside");
  try {
    const answer = await fetch(row.dataset.source, { cache: "no-store" });
    const text = await answer.text();
    const focused = inside.contains(document.activeElement) ? document.activeElement.outerHTML : null;
    inside.innerHTML = text;
    unhide(inside);
    if (focused) [...inside.querySelectorAll("a, button, [tabindex]")].find((one) => one.outerHTML === focused)?.focus();
  } catch {
    delete row.dataset.loaded;
  }
}

function remember(root) {
  for (const row of root.querySelectorAll("[data-rows] > *")) known.set(row, row.outerHTML);
  unhide(root);
}

function unhide(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

function show(state, word) {
  if (live.dataset.state === state) return;
  if (live.dataset.state && state !== "live") say(state === "away" ? "The emulator does not answer" : "Paused");
  live.dataset.state = state;
  live.textContent = word;
}

function say(text) {
  said.textContent = text;
}
