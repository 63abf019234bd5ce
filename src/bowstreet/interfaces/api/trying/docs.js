/* Sends the form of an operation to this host and shows what came back. */
"use strict";

const byId = (id) => document.getElementById(id);

function headers() {
  const token = byId("token").value.trim(), purpose = byId("purpose").value, named = byId("case").value.trim();
  const sent = token ? {Authorization: `Bearer ${token}`} : {"X-CSRFToken": document.querySelector("meta[name=csrf]").content};
  if (purpose) sent["X-Purpose"] = purpose;
  if (named) sent["X-Case"] = named;
  return sent;
}

function read(field) {
  const {kind} = field.dataset;
  if (kind === "lines") return field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (kind === "object") return JSON.parse(field.value);
  if (kind === "number") return Number(field.value);
  if (kind === "choice" && ["true", "false"].includes(field.value)) return field.value === "true";
  return field.value;
}

function call(form) {
  const {method, files} = form.dataset;
  let path = form.dataset.path;
  const query = new URLSearchParams(), body = {}, parts = new FormData();
  for (const field of form.querySelectorAll("[data-where]")) {
    const {where, kind} = field.dataset, {name} = field;
    if (kind === "files") for (const file of field.files) parts.append(name, file);
    else if (field.value === "") continue;
    else if (where === "path") path = path.replace(`{${name}}`, encodeURIComponent(field.value));
    else if (where === "query") for (const each of [read(field)].flat()) query.append(name, each);
    else if (files === "true") parts.append(name, field.value);
    else body[name] = read(field);
  }
  const sent = {method, headers: headers(), credentials: "same-origin"};
  if (method === "POST" && files === "true") sent.body = parts;
  else if (method === "POST") { sent.body = JSON.stringify(body); sent.headers["Content-Type"] = "application/json"; }
  return fetch(`/api/v1${path}${query.size ? `?${query}` : ""}`, sent);
}

function show(place, head, text) {
  const line = document.createElement("p"), pre = document.createElement("pre");
  line.textContent = head;
  pre.textContent = text;
  pre.tabIndex = 0;
  place.replaceChildren(line, pre);
}

function pretty(text, media) {
  return media.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget, place = form.querySelector(".answer"), button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await call(form);
    show(place, `${answer.status} ${answer.statusText}`, pretty(await answer.text(), answer.headers.get("Content-Type") || ""));
  } catch (wrong) {
    show(place, "Not sent", wrong.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

for (const form of document.querySelectorAll("form.try")) form.addEventListener("submit", send);
document.querySelector("form.caller").addEventListener("submit", (event) => event.preventDefault());
if (location.hash && byId(location.hash.slice(1))?.tagName === "DETAILS") byId(location.hash.slice(1)).open = true;
