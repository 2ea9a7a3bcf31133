// Boxes for passwords: shown on wish, and how strong a new one is while it is typed.
// Without this the same is said when the form is sent.

const PAUSE = 400; // milliseconds after the last key

function showOnWish(button) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  // a browser keeps what stands in a text box, and offers it again
  input.form.addEventListener("submit", () => show(false));
  window.addEventListener("pagehide", () => show(false));
}

function say(place, strength) {
  place.hidden = !strength;
  if (!strength) return;
  place.querySelector("progress").value = strength.score;
  place.querySelector("strong").textContent = strength.word;
  const lines = strength.reasons.map((reason) => {
    const line = document.createElement("li");
    line.textContent = reason;
    return line;
  });
  place.querySelector("ul").replaceChildren(...lines);
}

async function measured(form, address) {
  const typed = new FormData(form);
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "password1", "email", "name"]) {
    if (typed.get(name)) body.set(name, typed.get(name));
  }
  if (!body.has("password1")) return null;
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function tellStrength(place) {
  const form = place.closest("form");
  const input = form.elements.password1;
  let waiting, last;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const asked = (last = input.value);
      const strength = await measured(form, place.dataset.passwordStrength);
      if (asked === last) say(place, strength);
    }, PAUSE);
  });
}

document.querySelectorAll("[data-show-password]").forEach(showOnWish);
document.querySelectorAll("[data-password-strength]").forEach(tellStrength);
