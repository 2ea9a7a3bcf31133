// The closing time as a countdown that the server corrects, and how many characters are left in a field.
(function () {
  "use strict";
  const clock = document.querySelector("[data-closes]");
  if (clock) {
    const out = document.createElement("strong");
    clock.append(" ", out);
    let closes = Date.parse(clock.dataset.closes), ahead = Date.parse(clock.dataset.now) - Date.now();
    const tick = () => {
      const left = Math.floor((closes - Date.now() - ahead) / 1000);
      if (left <= 0) { out.textContent = ""; return; }
      const parts = [["days", 86400], ["hours", 3600], ["minutes", 60], ["seconds", 1]];
      let rest = left;
      const words = [];
      for (const [unit, size] of parts) {
        const n = Math.floor(rest / size);
        rest -= n * size;
        if (n && words.length < 2 && !(unit === "seconds" && left > 3600)) words.push(n + " " + clock.dataset[unit]);
      }
      out.textContent = "(" + clock.dataset.left + " " + words.join(" ") + ")";
    };
    document.addEventListener("server-clock", (event) => {
      closes = Date.parse(event.detail.closes);
      ahead = Date.parse(event.detail.now) - Date.now();
      tick();
    });
    tick();
    setInterval(tick, 1000);
  }
  for (const field of document.querySelectorAll("[data-limit]")) {
    const line = document.createElement("div");
    const limit = Number(field.dataset.limit);
    line.className = "form-text number";
    const count = () => {
      const n = [...field.value.trim()].length;
      line.textContent = n.toLocaleString(document.documentElement.lang) + " / " + limit.toLocaleString(document.documentElement.lang);
      line.classList.toggle("badge-bad", n > limit);
    };
    field.after(line);
    field.addEventListener("input", count);
    field.addEventListener("filled", count);
    count();
  }

  // A question that is asked only upon an answer to another one: hidden until then; what was typed in it is kept.
  const asked = [...document.querySelectorAll("[data-shown-if]")];
  const answers = (name) => [...document.getElementsByName(name)]
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked).map((field) => field.value.trim());
  function ask() {
    for (const place of asked) place.hidden = !answers(place.dataset.shownIf).includes(place.dataset.shownEquals);
  }
  if (asked.length) {
    for (const kind of ["input", "change", "filled"]) document.addEventListener(kind, ask);
    ask();
  }
})();
