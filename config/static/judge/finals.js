// The timer of a final. The server's clock decides: each answer sets this device's difference from it anew, so that
// all tablets agree and a page opened again goes on where it was. Without this script the page says when a part ends.
(() => {
  "use strict";
  const box = document.getElementById("timer");
  if (!box || !window.fetch) return;
  const left = box.querySelector(".timer-left");
  const name = box.querySelector(".timer-part");
  const bar = box.querySelector("progress");
  const said = box.querySelector(".timer-said");
  let state = { now: Number(box.dataset.now), ends: Number(box.dataset.ends), part: box.dataset.part, number: Number(box.dataset.number), minutes: Number(box.dataset.minutes) };
  let ahead = state.now - Date.now();

  function draw() {
    if (!state.part) { left.textContent = "–"; bar.hidden = true; box.classList.remove("timer-over"); return; }
    const rest = state.ends - (Date.now() + ahead);
    const seconds = Math.abs(Math.ceil(rest / 1000));
    left.textContent = `${rest < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    box.classList.toggle("timer-over", rest < 0);
    bar.hidden = false;
    bar.max = state.minutes * 60000 || 1;
    bar.value = Math.max(0, bar.max - Math.max(0, rest));
  }

  async function ask() {
    try {
      const sent = Date.now();
      const answer = await fetch(box.dataset.clock, { credentials: "same-origin" });
      // Signed out: a ballot renews the login in place, and what is typed there stays.
      if (answer.status === 401) { if (box.dataset.reload === "yes") location.reload(); return; }
      if (!answer.ok) return;
      const told = await answer.json();
      ahead = told.now - (sent + Date.now()) / 2;
      const moved = told.part !== state.part || told.number !== state.number;
      const turned = told.number !== state.number;
      state = told;
      if (moved) {
        name.textContent = told.name || box.dataset.idle;
        said.textContent = told.name || box.dataset.idle;
        // Another presentation: the list says which. Never while somebody is typing on the same page.
        if (turned && box.dataset.reload === "yes") location.reload();
      }
      draw();
    } catch { /* no network: the timer runs on by itself */ }
  }

  draw();
  setInterval(draw, 250);
  setInterval(() => { if (document.visibilityState === "visible") ask(); }, 3000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask(); });
  ask();
})();
