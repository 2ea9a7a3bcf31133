// Which of two is better: `sending.js` keeps the answer and the comment on this device until they have arrived. They are
// sent when the button is pressed. Without this script the form is posted as it is.
(() => {
  "use strict";
  const form = document.getElementById("pair");
  if (!form) return;
  const sender = keptUntilSent(form, {
    sendsWhole: true,
    body: () => new FormData(form),
    taken(batch, told) {
      for (const [name, { value }] of Object.entries(batch)) if (sender.queue[name]?.value === value) delete sender.queue[name];
      sender.keep();
      location.assign(told.next);
    },
    // What is wrong is said by the page itself, with what was typed.
    refused: () => form.submit(),
  });
  form.addEventListener("input", (event) => sender.change(event.target.name, event.target.value, 0, 0));
})();
