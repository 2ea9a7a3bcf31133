// The judge's ballot: scores by keys, buttons and meanings; `sending.js` keeps every change and sends it within a second.
// Without this script the form is posted as it is; with it, the same form saves itself.
(() => {
  "use strict";
  const form = document.getElementById("ballot");
  if (!form) return;
  const box = form.querySelector("fieldset");
  const output = document.getElementById("total");
  const [min, max, step] = ["min", "max", "step"].map((name) => Number(form.dataset[name]));
  const criteria = [...form.querySelectorAll(".criterion")];
  const digits = (text) => asciiDigits(text).replace(",", ".").trim();
  const field = (name) => form.elements.namedItem(name);
  const named = (code) => criteria.find((each) => each.dataset.code === code);

  function onScale(text) {
    const number = Number(text);
    const steps = (number - min) / step;
    return text === "" || (number >= min && number <= max && Math.abs(steps - Math.round(steps)) < 1e-6);
  }

  function total() {
    let sum = 0, load = 0;
    for (const each of criteria) {
      const text = digits(each.querySelector(".score").value);
      const percent = Number(each.dataset.percent);
      if (text !== "" && onScale(text)) { sum += Number(text) * percent; load += percent; }
    }
    output.textContent = load ? (sum / load).toFixed(2) : "–";
  }

  function press(each) {
    const now = digits(each.querySelector(".score").value);
    for (const button of each.querySelectorAll(".pick button")) {
      const chosen = button.value === "" ? now === "" && each.querySelector("[name^='reason-']").value !== "" : now !== "" && Number(button.value) === Number(now);
      button.setAttribute("aria-pressed", String(chosen));
    }
    meaning(each, now);
    mark(each, now);
  }

  // The text for the chosen score: all of them share one place, so choosing another one moves nothing.
  function meaning(each, now) {
    const share = (Number(now) - min) / (max - min);
    const level = now === "" || !onScale(now) ? "none" : share < 1 / 3 ? "low" : share <= 2 / 3 ? "middle" : "high";
    for (const text of each.querySelectorAll(".meaning > p")) text.classList.toggle("meaning-now", text.dataset.level === level);
  }

  // The bar below: one mark for each criterion, and a button that leads to the next open one until all are scored.
  const bar = form.querySelector(".ballot-bar");
  const sendIn = bar?.querySelector("[name=submit]");
  const scored = (each) => { const text = digits(each.querySelector(".score").value); return text !== "" && onScale(text); };
  const answered = (each) => scored(each) || each.querySelector("[name^='reason-']").value.trim() !== "";
  const openOne = () => criteria.find((each) => !answered(each));
  function mark(each, now) {
    const dot = bar?.querySelector(`[data-for="${each.dataset.code}"]`);
    if (dot) {
      dot.textContent = now || (answered(each) ? "–" : "");
      const wrong = now !== "" && !onScale(now);
      dot.classList.toggle("dot-set", answered(each) && !wrong);
      dot.classList.toggle("dot-bad", wrong);
      const said = wrong ? `${now} – ${form.dataset.offScale}` : now || (answered(each) ? "–" : form.dataset.unscored);
      dot.setAttribute("aria-label", `${each.dataset.name}: ${said}`);
    }
    if (sendIn) sendIn.textContent = openOne() ? form.dataset.next : form.dataset.submit;
  }
  // What is wrong with a score, said below it while it is; "" takes it away.
  function tell(each, problem) {
    const input = each.querySelector(".score"), id = `problem-${each.dataset.code}`;
    let line = document.getElementById(id);
    input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (!line && problem) {
      line = document.createElement("div");
      line.id = id;
      line.className = "invalid-feedback";
      line.setAttribute("role", "alert");
      each.querySelector(".row-of").after(line);
      input.setAttribute("aria-describedby", `${id} ${input.getAttribute("aria-describedby")}`);
    }
    if (line && line.textContent.trim() !== problem) line.textContent = problem;
    if (line) line.hidden = !problem;
  }
  function goTo(each) {
    const input = each.querySelector(".score");
    input.focus({ preventScroll: true });
    each.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  function changed(input) {
    const each = input.closest(".criterion");
    if (input.name.startsWith("reason-")) press(each);
    if (input.classList.contains("score")) {
      const fine = onScale(digits(input.value));
      tell(each, fine ? "" : form.dataset.offScale);
      press(each);
      total();
      if (!fine) return;
    }
    sender.changed(input);
  }
  const sender = keptCriteria(form, {
    number: digits,
    mine: (code) => field(`score-${code}`).value || "–",
    shown: (code, other) => other.value ?? "–",
    drawn(code) {
      if (!named(code)) return;
      press(named(code));
      total();
    },
    tell(code, problem) {
      if (named(code)) tell(named(code), problem);
    },
  });

  // Keys: digits as they are, arrows by a step, Enter to the next criterion.
  function move(input, by) {
    const now = digits(input.value);
    const next = now === "" ? (by > 0 ? min : max) : Math.min(max, Math.max(min, Number(now) + by * step));
    input.value = String(Math.round(next * 1000) / 1000);
    changed(input);
  }
  const scores = criteria.map((each) => each.querySelector(".score"));
  scores.forEach((input, index) => {
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") { move(input, event.key === "ArrowUp" ? 1 : -1); event.preventDefault(); }
      if (event.key === "Enter") { (scores[index + 1] || field("comment_panel"))?.focus(); event.preventDefault(); }
    });
    input.addEventListener("focus", () => input.select());
  });

  // Buttons for whole points, for the mouse and for fingers, six in a row; the last says that there is no score.
  function pickButton(each, value, text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = value;
    button.textContent = text;
    button.tabIndex = -1;
    button.addEventListener("mousedown", (event) => event.preventDefault());  // else the page moves under the click
    button.addEventListener("click", () => act(each.querySelector(".score"), button));
    return button;
  }
  function giveNoScore(each) {
    const input = each.querySelector(".score"), reason = each.querySelector("[name^='reason-']");
    if (input.value !== "") { input.value = ""; changed(input); }
    reason.closest("details").open = true;
    reason.focus();
  }
  if (!box.disabled && (max - min) <= 20) {
    for (const each of criteria) {
      const picks = document.createElement("div");
      picks.className = "pick no-print";
      picks.setAttribute("role", "group");
      picks.setAttribute("aria-label", each.dataset.name);
      for (let number = min; number <= max; number += Math.max(1, step)) {
        picks.append(pickButton(each, String(number), String(number), (input, button) => { input.value = button.value; changed(input); }));
      }
      const none = pickButton(each, "", form.dataset.none, () => giveNoScore(each));
      none.className = "pick-none";
      picks.append(none);
      each.querySelector(".row-of").after(picks);
    }
  }

  form.addEventListener("input", (event) => changed(event.target));
  bar?.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-for]");
    const each = dot ? named(dot.dataset.for) : event.target === sendIn && !form.querySelector(".clash") && openOne();
    if (!each) return;
    event.preventDefault();
    goTo(each);
  });
  // On paper every meaning of a score is read; afterwards the page is as it was.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".ballot details:not([open])")];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));

  total();
  criteria.forEach(press);
  sender.send();
})();
