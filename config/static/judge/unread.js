// Which documents of this entry were opened on this device, and the way to the next one that was not.
(() => {
  "use strict";
  const place = document.getElementById("unread");
  if (!place) return;
  const items = [...document.querySelectorAll(".dossier .file-item")].filter((item) => item.querySelector("a, video"));
  const nameOf = (item) => (item.querySelector("a")?.href || item.querySelector("video").src).replace(location.origin, "");
  const opened = new Set(keptInBrowser.read(place.dataset.key) || []);

  function open(item) {
    if (opened.has(nameOf(item))) return;
    opened.add(nameOf(item));
    keptInBrowser.write(place.dataset.key, [...opened]);
    draw();
  }

  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary";
  button.addEventListener("click", () => {
    const next = items.find((item) => !opened.has(nameOf(item)));
    next.scrollIntoView({ block: "center" });
    (next.querySelector("summary") || next.querySelector("a, video")).focus({ preventScroll: true });
  });

  function draw() {
    for (const item of items) {
      if (!opened.has(nameOf(item)) || item.querySelector(".file-opened")) continue;
      const note = document.createElement("span");
      note.className = "file-opened";
      note.textContent = `✓ ${place.dataset.opened}`;
      item.querySelector("p").append(" ", note);
    }
    const left = items.filter((item) => !opened.has(nameOf(item))).length;
    place.hidden = items.length === 0;
    button.textContent = `${place.dataset.next} (${left})`;
    place.replaceChildren(left ? button : place.dataset.all);
  }

  for (const item of items) {
    for (const link of item.querySelectorAll("a")) link.addEventListener("click", () => open(item));
    item.querySelector("details")?.addEventListener("toggle", (event) => { if (event.target.open) open(item); });
    item.querySelector("video")?.addEventListener("play", () => open(item));
  }
  draw();
})();
