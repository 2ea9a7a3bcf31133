// htmx knows no Trusted Types. Its strings become part of a page only where they are what this site has just answered,
// and nothing of them runs. A page of before is asked for again: no copy of a list of people stays in the browser.
(() => {
  "use strict";
  Object.assign(htmx.config, {
    includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, selfRequestsOnly: true,
    historyCacheSize: 0, refreshOnHistoryMiss: true,
  });
  if (!window.trustedTypes) return;
  let expected = [];

  // As htmx hands an answer to the parser: whole, without its head, or wrapped.
  const looksOf = (answer) => {
    const body = answer.replace(/<head(\s[^>]*)?>[\s\S]*?<\/head>/i, "");
    return [answer, body, `<body><template class="internal-htmx-wrapper">${body}</template></body>`];
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, serverResponse } = event.detail;
    const own = new URL(xhr.responseURL).origin === location.origin;
    expected = own && serverResponse === xhr.responseText ? looksOf(serverResponse) : [];
  });
  trustedTypes.createPolicy("default", { createHTML: (text) => (expected.includes(text) ? text : null) });
})();
