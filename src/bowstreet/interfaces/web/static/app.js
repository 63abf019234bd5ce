// Bowstreet: the little that a page needs beside htmx. No inline handlers; everything by data-attributes.
const root = document.documentElement;
const kept = (() => { try { return localStorage; } catch { return null; } })();
const theme = kept?.getItem("theme");
if (theme) root.dataset.theme = theme;

const $ = (pattern, from = document) => from.querySelector(pattern);
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
const tell = (text) => { const told = $("#told"); if (told) told.textContent = text; };
const singleKeys = () => kept?.getItem("single-keys") !== "off";
const places = Object.fromEntries((document.body.dataset.places || "").trim().split(" ").filter(Boolean).map((each) => each.split("=")));

const acts = {
  theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept?.setItem("theme", root.dataset.theme);
  },
  keys() { const dialog = $("#keys"); if (dialog && !dialog.open) dialog.showModal(); },
  ask(button) { $(`#${button.dataset.asks}`)?.showModal(); },
  "single-keys"(box) { kept?.setItem("single-keys", box.checked ? "on" : "off"); },
  narrow(button) {
    const open = $("#facets")?.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", String(!!open));
    if (open) $("#facets input:not([type=hidden])")?.focus();
  },
  back(link, event) { if (history.length > 1) { event.preventDefault(); history.back(); } },
};

async function copy(button) {
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return tell("The browser did not let it be copied."); }
  button.dataset.done = "";
  setTimeout(() => delete button.dataset.done, 2000);
  tell("Copied as shown.");
}

let asked = 0;
function choose(row, scroll = true) {
  rows().forEach((each) => each.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
  if (scroll) row.scrollIntoView({ block: "nearest" });
  const pane = $("#preview");
  clearTimeout(asked);
  if (row.dataset.preview && pane && pane.offsetParent) {
    asked = setTimeout(() => htmx.ajax("GET", row.dataset.preview, { source: row, target: "#preview" }), 120);
  }
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.hasAttribute("aria-current"));
  choose(all[Math.max(0, Math.min(all.length - 1, here + step))]);
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act) acts[act.dataset.act]?.(act, event);
  const selector = event.target.closest("[data-copy]");
  if (selector) copy(selector);
  const row = event.target.closest("[data-row]");
  if (row && !event.target.closest("a, button, input")) choose(row);
  for (const open of document.querySelectorAll("details.pop[open]")) if (!open.contains(event.target)) open.open = false;
  const tab = event.target.closest(".tabs a");
  if (tab) { $(".tabs a[aria-current]")?.removeAttribute("aria-current"); tab.setAttribute("aria-current", "true"); }
});

// Back to the list as it stood when the officer came from one, else to the place of such things.
function leave() {
  const list = $("main")?.dataset.list;
  if (!list) return;
  const came = document.referrer && new URL(document.referrer);
  if (came && came.origin === location.origin && [list, ...Object.values(places)].includes(came.pathname)) history.back();
  else location.href = list;
}

function escape() {
  const facets = $("#facets[data-open]");
  if (!facets && !$("details.pop[open], dialog[open]")) return leave();
  for (const open of document.querySelectorAll("details.pop[open]")) { open.open = false; open.querySelector("summary").focus(); }
  if (facets) { facets.removeAttribute("data-open"); $("[data-act=narrow]")?.setAttribute("aria-expanded", "false"); $("[data-act=narrow]")?.focus(); }
}

const keys = {
  "?": () => acts.keys(),
  "/": () => { const field = $("#q") || $("#seek"); field?.focus(); field?.select(); },
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  Enter: () => $("[data-row][aria-current] a")?.click(),
  u: () => $("form[data-undo]")?.requestSubmit(),
  c: () => { const held = document.activeElement?.closest("[data-copy]"); if (held) copy(held); },
};

// What would turn a name round or break it stands there by its number, as the node shows it.
const visible = (name) => name.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, (sign) => `[U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

// The whole zone takes what is dropped, and says what was chosen.
const zone = $("[data-drop]"), files = zone && $("input[type=file]", zone);
function sayChosen() {
  if (files.files.length === 1) offerDay(files.files[0].name);
  const names = [...files.files].map((each) => visible(each.name)), said = $("#files-chosen"), more = names.length - 8;
  said.hidden = !names.length;
  said.textContent = names.length ? `${names.length === 1 ? "1 file" : `${names.length} files`}: ${names.slice(0, 8).join(", ")}${more > 0 ? ` and ${more} more` : ""}` : "";
  tell(said.textContent);
}
// A folder is taken as the files in it; a day in its name is offered as the day of the crawl.
async function inside(entry) {
  if (entry.isFile) return [await new Promise((good, bad) => entry.file(good, bad))];
  const reader = entry.createReader(), found = [];
  for (let some; (some = await new Promise((good, bad) => reader.readEntries(good, bad))).length;) for (const each of some) found.push(...await inside(each));
  return found;
}
function offerDay(name) {
  const day = /(?:19|20)\d\d-\d\d-\d\d/.exec(name), field = $("#seen-on");
  if (day && field && !field.value) field.value = day[0];
}
async function takeFolders(entries) {
  const all = new DataTransfer();
  for (const entry of entries) { offerDay(entry.name); for (const each of await inside(entry)) all.items.add(each); }
  files.files = all.files;
  sayChosen();
}
if (zone) {
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.dataset.over = ""; });
  zone.addEventListener("dragleave", (event) => { if (!zone.contains(event.relatedTarget)) delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    const entries = [...event.dataTransfer.items].map((each) => each.webkitGetAsEntry && each.webkitGetAsEntry()).filter(Boolean);
    if (entries.some((each) => each.isDirectory)) takeFolders(entries);
    else if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; sayChosen(); }
  });
  files.addEventListener("change", sayChosen);
  const folder = $("#folder");
  if (folder) {
    $("[data-folder]").hidden = false;
    $("#whole").addEventListener("click", () => folder.click());
  }
  folder?.addEventListener("change", () => {
    if (!folder.files.length) return;
    offerDay(folder.files[0].webkitRelativePath);
    files.files = folder.files;
    sayChosen();
  });
}

let waiting = -9999;
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && field && field.type !== "file") return field.blur();
  if (event.key === "Escape") return escape();
  if (event.key === "Enter" && event.ctrlKey) return event.target.closest("form")?.requestSubmit();
  const choices = [...document.querySelectorAll(".choices input[type=radio]")];
  const chosen = /^\d$/.test(event.key) && choices[(Number(event.key) + 9) % 10];
  if (chosen && (!field || field.type === "radio") && singleKeys()) { chosen.click(); chosen.focus(); return; }
  if (field || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || !singleKeys()) return;
  if (event.timeStamp - waiting < 1200 && places[event.key]) { location.href = places[event.key]; return; }
  if (event.key === "g") { waiting = event.timeStamp; return; }
  const pressed = event.key.length === 1 && $(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) { event.preventDefault(); pressed.click(); return; }
  const arrow = event.key.startsWith("Arrow") || event.key === "Enter";
  if (!keys[event.key] || (arrow && (!$("[data-row]") || event.target.closest("a, button, summary, .pv, .scroll, pre")))) return;
  event.preventDefault();
  keys[event.key]();
});

// A region that scrolls sideways is reachable by keyboard only while it does scroll.
const reach = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) { target.tabIndex = 0; target.setAttribute("role", "group"); target.setAttribute("aria-label", "Scrolls sideways"); }
    else ["tabindex", "role", "aria-label"].forEach((name) => target.removeAttribute(name));
  }
});

function settle(part) {
  part.querySelectorAll(".scroll, .scrolls").forEach((region) => reach.observe(region));
  const told = part.matches?.("[data-told]") ? part : $("[data-told]", part);
  if (told) tell(told.dataset.told);
  const best = $("[data-row][data-preview]", part);
  if (best && !$("[data-row][aria-current]") && $("#q")?.value) choose(best, false);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.responseURL && new URL(detail.xhr.responseURL).pathname.startsWith("/sign-in")) { detail.shouldSwap = false; location.href = "/sign-in"; }
  if (detail.xhr.status >= 400) detail.selectOverride = "#refusal";
  // What cannot be asked is said beside the fields; what was typed and found stays.
  const slip = detail.xhr.status === 422 && detail.requestConfig.elt.id === "facets" && $("#facets-why");
  if (slip) {
    slip.textContent = $("#refusal li, #refusal .note", new DOMParser().parseFromString(detail.xhr.responseText, "text/html")).textContent.trim();
    slip.hidden = detail.shouldSwap = false;
  }
  // A row that is chosen no more does not come into the preview late.
  if (detail.target?.id === "preview" && detail.pathInfo.requestPath !== $("[data-row][aria-current]")?.dataset.preview) detail.shouldSwap = false;
});
document.addEventListener("htmx:sendError", () => tell("The node does not answer. Nothing was lost; try again."));
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  settle(detail.elt);
  const why = $("[data-row][aria-current]")?.dataset.why, slot = detail.target?.id === "preview" && $("[data-why-here]");
  if (why && slot) { $("p", slot).textContent = why; slot.hidden = false; }
  if (detail.target?.id === "entry") $("h2[tabindex]", detail.target)?.focus();
});

// The docket shrinks to one line under the masthead once it has left the window by its top; below it, it is still to come.
const line = $(".docket-line");
const docket = $("main > .docket");
if (line && docket) new IntersectionObserver((seen) => { line.hidden = seen.at(-1).isIntersecting; }, { rootMargin: `-${$(".mast").offsetHeight}px 0px 1000000px` }).observe(docket);

// A toast stays ten seconds, and while it has focus or the pointer.
const toast = $("[data-toast]");
if (toast) {
  let goes;
  const wait = () => { clearTimeout(goes); goes = setTimeout(() => { if (toast.matches(":hover, :focus-within")) wait(); else toast.classList.add("sr"); }, 10000); };
  wait();
}

const box = $("[data-act=single-keys]");
if (box) box.checked = singleKeys();
settle(document.body);
tell("");
