// Keeps the phone fresh without losing what is being typed or played, sends its forms without leaving the page, copies codes.
const screen = document.getElementById("screen");
const served = new Map();

const parse = (markup) => new DOMParser().parseFromString(markup, "text/html");
const remember = (region) => [...region.children].forEach((child) => served.set(child.id, child.outerHTML));
const toTheEnd = () => (screen.scrollTop = screen.scrollHeight);

// Only what came differently is replaced: the rest keeps its focus, its open lists and what it plays.
function merge(region, fresh) {
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((child) => child.id));
  [...region.children].filter((child) => !ids.has(child.id)).forEach((child) => child.remove());
  wanted.forEach((next, index) => {
    const markup = next.outerHTML;
    const here = document.getElementById(next.id);
    if (!here) region.insertBefore(next, region.children[index] ?? null);
    else {
      if (region.children[index] !== here) region.insertBefore(here, region.children[index]);
      if (served.get(next.id) !== markup) {
        const focused = here.contains(document.activeElement);
        here.replaceWith(next);
        if (focused) next.querySelector("summary, a, button")?.focus();
      }
    }
    served.set(next.id, markup);
  });
}

function show(page) {
  const fresh = page.getElementById("screen");
  const atTheEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 40;
  merge(document.getElementById("chats"), page.getElementById("chats"));
  merge(screen, fresh);
  if (atTheEnd) toTheEnd();
}

// The phone had no chat, or the form opened another one.
const isElsewhere = (page) => page.getElementById("screen")?.dataset.chat !== screen.dataset.chat;

async function turn() {
  try {
    const answer = await fetch(screen.dataset.source, { cache: "no-store" });
    const page = parse(await answer.text());
    if (answer.ok && !isElsewhere(page)) show(page);
    else if (answer.ok && ![...document.querySelectorAll('input[name="text"]')].some((input) => input.value)) location.reload();
    if (!document.hidden && screen.querySelector("[data-unread]")) await fetch(screen.dataset.read, { method: "POST" });
  } catch {
    // The emulator is away for a moment; the next turn tries again.
  }
  setTimeout(turn, 1000);
}

// What it says turned round; it keeps the focus.
function turnMarketing(page) {
  const form = document.getElementById("marketing");
  form?.replaceChildren(...(page.getElementById("marketing")?.childNodes ?? []));
  form?.querySelector("button")?.focus();
}

function answerTo(page) {
  const reply = document.getElementById("reply");
  reply?.replaceChildren(...page.getElementById("reply").childNodes);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const answer = await fetch(form.action, { method: "POST", body });
  const page = parse(await answer.text());
  document.getElementById("notice").replaceChildren(...page.getElementById("notice").childNodes);
  if (!answer.ok) return;
  if (isElsewhere(page)) return location.assign(answer.url);
  form.reset();
  form.closest("details")?.removeAttribute("open");
  form.parentElement.querySelector(".react")?.removeAttribute("open");
  if (form.classList.contains("write")) {
    answerTo(page);
    toTheEnd();
  }
  if (form.id === "marketing") turnMarketing(page);
  show(page);
});

document.addEventListener("click", async (event) => {
  const code = event.target.closest("[data-copy]");
  if (code) {
    await navigator.clipboard.writeText(code.dataset.copy);
    code.textContent = "Copied";
  }
  const reply = event.target.closest("[data-reply]");
  if (reply) {
    event.preventDefault();
    answerTo(parse(await (await fetch(reply.href)).text()));
    document.getElementById("text").focus();
    reply.closest(".bubble")?.scrollIntoView({ block: "nearest" });
  }
});

// What opens at the end of the screen is brought into view.
document.addEventListener("toggle", (event) => event.target.closest?.(".bubble")?.scrollIntoView({ block: "nearest" }), true);

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest(".bubble, details")?.querySelector("details[open] > summary, :scope[open] > summary");
  if (!open) return;
  open.parentElement.open = false;
  open.focus();
});

[screen, document.getElementById("chats")].forEach(remember);
toTheEnd();
turn();
