// The entry form's builder: questions put in order by dragging or by Alt and an arrow key, and the fields of the
// type that is chosen. Without this script the arrows and the button beside the form do the same.
const builder = document.querySelector("[data-builder]");
const rows = () => [...builder.querySelectorAll("[data-question]")];

const send = (row, values) => {
  const form = row.querySelector("form");
  for (const [name, value] of Object.entries(values)) {
    const box = document.createElement("input");
    Object.assign(box, { type: "hidden", name, value });
    form.append(box);
  }
  form.submit();
};

if (builder && !document.querySelector(".reads-only")) {
  let dragged = null;
  for (const row of rows()) {
    const handle = document.createElement("span");
    Object.assign(handle, { className: "builder-handle", draggable: true, textContent: "⠿" });
    handle.setAttribute("aria-hidden", "true");
    row.prepend(handle);
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(row, 0, 0);
      row.classList.add("builder-dragged");
    });
    handle.addEventListener("dragend", () => {
      row.classList.remove("builder-dragged");
      dragged = null;
    });
    row.addEventListener("dragover", (event) => dragged && dragged !== row && event.preventDefault());
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged && dragged !== row) send(dragged, { act: "place", to: rows().indexOf(row) });
    });
    row.addEventListener("keydown", (event) => {
      const act = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!act || !event.altKey) return;
      event.preventDefault();
      send(row, { act });
    });
  }
  // Back at the question that was moved, so that the same key moves it on.
  const moved = document.getElementById(location.hash.slice(1));
  // After the browser has gone to the hash, which takes the focus away.
  addEventListener("load", () => setTimeout(() => moved?.querySelector("a")?.focus()));
}

const look = document.querySelector("[data-question-form] [data-look]");
look?.form.elements.kind?.addEventListener("change", () => look.click());
