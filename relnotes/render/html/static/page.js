// Asks every few seconds whether this page would look different now; while it would not, the server says so in a line.
"use strict";

const PACE = 3000;
const main = document.querySelector("main");
const offline = document.querySelector(".offline");
const status = document.querySelector("[role=status]");
let shown = main.innerHTML;
let tag = "";

async function look() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
  } catch {
    offline.textContent = offline.dataset.text;
    offline.hidden = false;
    return;
  }
  offline.hidden = true;
  if (answer.status !== 200) return;
  tag = answer.headers.get("ETag") || "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("main").innerHTML;
  if (fresh !== shown) replace(page.title, fresh);
}

// What was opened stays open, and the keyboard stays where it was.
function replace(title, fresh) {
  const open = [...main.querySelectorAll("details[open]")].map((one) => one.id);
  const holder = document.activeElement.closest("main [id], main a[href]");
  shown = fresh;
  main.innerHTML = fresh;
  document.title = title;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (holder?.id) (document.querySelector(`#${CSS.escape(holder.id)} > summary`) || main).focus();
  else if (holder) [...main.querySelectorAll("a[href]")].find((one) => one.href === holder.href)?.focus();
  status.textContent = "";
  status.textContent = status.dataset.text;
}

setInterval(look, PACE);
document.addEventListener("visibilitychange", look);
