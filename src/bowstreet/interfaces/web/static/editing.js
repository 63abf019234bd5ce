// What an officer writes is kept: in this browser with every key, on the server two seconds after the last one.
// A copy in the browser goes as soon as the server has it; a browser that keeps nothing holds it in the page until then.
const sheet = document.querySelector("form[data-sheet]");
const officer = document.querySelector("[data-officer]")?.dataset.officer;
const mark = `bowstreet-draft:${officer}:`;
const beside = (() => { try { return localStorage; } catch { return null; } })();
const AFTER = 2000;

const entries = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
const page = new Map();
const held = (key) => page.get(key) ?? beside?.getItem(key);
const drop = (key) => { page.delete(key); beside?.removeItem(key); };
const put = (key, value) => {
  page.delete(key);
  try { beside.setItem(key, value); return true; } catch { page.set(key, value); return false; }
};

// Send what stands under a key; what the server says of it when it has it.
async function send(key, signal) {
  const written = held(key);
  if (!written) return "";
  const said = new URLSearchParams(JSON.parse(written).entries);
  let answer;
  try {
    answer = await fetch("/drafts", { method: "POST", body: said, signal, keepalive: written.length < 60000, headers: { "HX-Request": "true", "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] } });
  } catch { return ""; }
  if (!answer.ok || answer.headers.get("HX-Redirect")) return "";
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-kept]");
  if (part && held(key) === written) drop(key);
  return part || "";
}

// What another window of this officer left in the browser goes to the server now.
async function flush(own) {
  const left = Object.keys(beside || {}).filter((key) => key.startsWith(mark) && key !== own);
  for (const key of left) await send(key);
}

function keeping(form) {
  const key = mark + form.elements.page.value;
  const here = document.querySelector("[data-kept-here]");
  let timer, sending = false, again = false;
  const write = () => {
    form.elements.seq.value = Number(form.elements.seq.value) + 1;
    const said = [...entries(form).filter(([name]) => name !== "kind"), ["kind", form.querySelector("[data-leave]").value]];
    const id = form.getAttribute("action").match(/^\/records\/([^/]+)\/edit$/)?.[1];
    if (id) said.push(["id", id]);
    return put(key, JSON.stringify({ at: Date.now(), entries: said }));
  };
  const keep = async () => {
    if (sending) { again = true; return; }
    sending = true;
    const told = await send(key);
    sending = false;
    if (told && held(key)) here.textContent = "writing …";
    else if (told) here.replaceChildren(...told.childNodes);
    else if (held(key)) {
      here.textContent = page.has(key) ? "kept nowhere yet: this browser keeps nothing and the server has not answered; stay on this page"
        : `kept ${new Date().toISOString().slice(11, 19)} UTC in this browser; the server has not answered`;
      timer = setTimeout(keep, 5000);
    }
    if (again) { again = false; keep(); }
  };
  const changed = () => {
    here.textContent = write() ? "writing …" : "writing …, straight to the server: this browser keeps nothing";
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { clearTimeout(timer); page.delete(key); form.elements.seq.value = Number(form.elements.seq.value) + 1; });
  addEventListener("pagehide", () => { if (held(key)) send(key); });
  addEventListener("beforeunload", (event) => { if (page.has(key)) event.preventDefault(); });
  form.addEventListener("keep", changed);
  return key;
}

// Another empty line of a field.
function line(button) {
  const lines = button.closest("[data-lines]"), model = lines.querySelector("template");
  const at = Math.max(-1, ...[...lines.querySelectorAll("[data-line] [name$='.value']")].map((each) => Number(each.name.split(".")[2]))) + 1;
  const copy = model.content.cloneNode(true);
  for (const each of copy.querySelectorAll("[name], [id], [for], [aria-label]")) {
    for (const name of ["name", "id", "for", "aria-label"]) if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace("NUMBER", name === "aria-label" ? at + 1 : at));
  }
  lines.insertBefore(copy, model);
  model.previousElementSibling.querySelector("[name]").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act=line]");
  if (button) line(button);
  if (event.target.closest("[data-act=foresee]")) document.body.dispatchEvent(new Event("foresee"));
});

// With script a field that says something needs no empty line: a button makes one.
for (const spare of document.querySelectorAll("[data-spare]")) spare.remove();
for (const button of document.querySelectorAll("[data-act=line], [data-act=foresee]")) button.hidden = false;
let waits;
document.querySelector("[data-envelope]")?.addEventListener("change", () => {
  clearTimeout(waits);
  waits = setTimeout(() => document.body.dispatchEvent(new Event("foresee")), 300);
});
flush(sheet ? keeping(sheet) : "");
