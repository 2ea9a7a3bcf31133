// A video of a well-known host is loaded only when somebody asks for it; until then its host hears nothing.
(function () {
  "use strict";
  if (document.documentElement.dataset.players) return;
  document.documentElement.dataset.players = "ready";
  for (const button of document.querySelectorAll("button[data-player]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.className = "video-frame";
      frame.title = button.dataset.title;
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin";  // YouTube refuses to play for a page that it knows nothing of
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation");
      frame.src = button.dataset.player;
      button.replaceWith(frame);
      frame.focus();
    });
  }
})();
