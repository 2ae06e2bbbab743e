// Only what cannot be done without: dropping a file, printing by a button, and saying that the server has ended.
"use strict";

// What is sent of a file at most, in bytes: a statement is smaller, and of anything else its beginning tells what it is.
const mostSent = 4 * 1024 * 1024;

const drop = document.getElementById("drop");
if (drop) {
  const field = drop.querySelector("input[type=file]");
  const send = files => {
    if (!files.length) return;
    const one = files[0], kept = new DataTransfer();
    kept.items.add(one.size > mostSent ? new File([one.slice(0, mostSent)], one.name) : one);
    field.files = kept.files;
    drop.requestSubmit();
  };
  field.addEventListener("change", () => send(field.files), { once: true });
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, event => { event.preventDefault(); drop.classList.add("over"); });
  }
  document.addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    send(event.dataTransfer.files);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What goes on is looked at again and again; where it has ended, the page says what came of it.
if (document.querySelector("[data-live]")) {
  const look = setInterval(async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-live]");
      if (now && !answer.redirected) {
        document.querySelector("[data-live]").replaceWith(document.importNode(now, true));
      } else {
        clearInterval(look);
        location.replace(answer.url);
      }
    } catch { /* The server has ended, or is busy: the next look tells. */ }
  }, 700);
}

// Asking is no use: it does not keep the server from ending.
const ask = setInterval(async () => {
  try {
    await fetch(document.body.dataset.alive, { cache: "no-store" });
  } catch {
    clearInterval(ask);
    const said = document.createElement("p");
    said.className = "over-page";
    said.setAttribute("role", "alert");
    said.textContent = document.body.dataset.ended;
    document.body.append(said);
  }
}, 5000);
