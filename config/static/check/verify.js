// Check a published result in this browser: a second program that shares nothing with the Python verifier but the
// rules of the ledger. It runs nothing that the bundle brings, and asks no server.
(() => {
  "use strict";
  const form = document.getElementById("verify");
  if (!form) return;
  const says = form.dataset;
  const out = document.getElementById("found");
  const SHOWN = 3; // faults of one kind
  const FILES = [
    "README.txt", "SHA256SUMS", "ballots.csv", "ledger.jsonl", "protocol-en.pdf", "protocol-th.pdf", "protocol.json",
    "recusals.csv", "results.json",
  ];
  const MAY_BE = ["SHA256SUMS.sig", "public-key.pem"];

  const words = (name, values = {}) => says[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  function tell(state, text) {
    const line = document.createElement("li");
    const mark = document.createElement("b");
    mark.textContent = { fine: "✓ ", wrong: "✗ ", open: "? " }[state];
    line.className = `check-${state}`;
    line.append(mark, text);
    out.append(line);
  }

  // Runs one check; whatever a stranger's file does to it is a fault and ends nothing. Gives whether all is well.
  async function run(name, faults) {
    const places = [];
    try { for await (const place of faults()) places.push(place); } catch (problem) { places.push(problem.message); }
    if (!places.length) tell("fine", words(name));
    else tell("wrong", `${words(`${name}Wrong`)} ${places.slice(0, SHOWN).join(", ")}${places.length > SHOWN ? " …" : ""}`);
    return !places.length;
  }

  // ---- heads that were kept ----

  async function* headFaults(kept, acts, edition, keys) {
    const told = kept.trimStart().startsWith("{") ? JSON.parse(kept) : { checkpoint: kept };
    const heads = told.heads ?? [told];
    if (!heads.length) yield "checkpoint";
    for (const { checkpoint } of heads) {
      const [text, lines] = [checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1), checkpoint.slice(checkpoint.indexOf("\n\n") + 2)];
      const [origin, size, root] = text.split("\n");
      if (!origin.endsWith(`/${edition}`)) yield origin;
      const signatures = lines.split("\n").filter((line) => line.startsWith(`— ${origin} `)).map((line) => line.split(" ")[2]);
      if (!(await anySigned(text, signatures, keys))) yield `${size}: signature`;
      if (Number(size) > acts.length) tell("open", words("headLater", { size }));
      else if ((await bundles.rootOf(acts.slice(0, Number(size)).map((act) => act.raw))) !== root) yield `${size}: root`;
    }
  }

  async function anySigned(text, signatures, keys) {
    for (const packed of signatures) {
      const signature = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)).subarray(4);
      for (const key of keys) if (await bundles.isSignedBy(key, signature, bundles.bytesOf(text))) return true;
    }
    return false;
  }

  // ---- all of it ----

  async function bundleIn(file) {
    try { return await bundles.unzipped(await file.arrayBuffer()); } catch { return null; }
  }

  // Gives whether there was a bundle to check: another file, picked by mistake, accuses nobody.
  async function check() {
    const keys = says.keys.split(" ").filter(Boolean);
    const files = await bundleIn(form.elements.bundle.files[0]);
    if (!files) return tell("open", words("unreadable"));
    const named = await run("names", function* names() {
      for (const name of FILES) if (!files.has(name)) yield name;
      for (const name of files.keys()) if (![...FILES, ...MAY_BE].includes(name)) yield name;
    });
    const summed = await run("sums", async function* sums() { if (!(await bundles.sumsHold(files))) yield ""; });
    const signed = await bundles.isSigned(files, keys);
    if (signed === null) tell("open", words("signatureUnknown"));
    else await run("signature", function* signature() { if (!signed) yield ""; });
    if (named && summed && signed !== false) await checkContent(files, keys);
    return true;
  }

  async function checkContent(files, keys) {
    const protocol = ledgers.exact(bundles.textOf(files.get("protocol.json")));
    const results = JSON.parse(bundles.textOf(files.get("results.json")));
    const acts = ledgers.actsOf(files);
    const erased = ledgers.erasedIn(acts);
    const frame = { edition: protocol.edition.code, round: protocol.round.code, version: protocol.list_version };
    await run("chain", () => ledgers.chainFaults(acts, frame, erased));
    await run("seal", () => ledgers.sealFaults(files, acts, protocol));
    const kept = form.elements.heads.files[0];
    if (kept) await run("heads", async function* heads() { yield* headFaults(await kept.text(), acts, frame.edition, keys); });
    const known = tellings.read(acts, erased, protocol);
    if (!tellings.isStated(known)) return tell("open", words("older"));
    const lines = bundles.table(files.get("ballots.csv"));
    const standing = standings.read(acts, frame.round);
    await run("recusals", () => standings.recusalFaults(standing, bundles.table(files.get("recusals.csv"))));
    await run("people", () => tellings.peopleFaults(known, lines, files));
    await run("method", () => tellings.methodFaults(known));
    await run("setting", () => tellings.settingFaults(known));
    const kind = bundleKinds[protocol.rules.method.name];
    if (!kind) tell("open", words("kind"));
    else {
      await run("ballots", () => kind.ballotFaults(standing, lines, protocol));
      await run("missing", () => kind.missingFaults(standing, lines, protocol));
      await run("seats", () => kind.seatFaults(standing, protocol));
    }
    await checkResult(kind, known, lines, results);
  }

  // Without a kind of ours the ranks are those that the bundle states.
  async function checkResult(kind, known, lines, results) {
    const { protocol } = known;
    let made = new Map(Object.entries(results.categories).map(([code, { entries }]) => [code, new Map(entries.map((one) => [one.entry, one]))]));
    const ranks = () => new Map([...made].map(([code, entries]) => [code, new Map([...entries].map(([name, one]) => [name, one.rank]))]));
    const rules = protocol.rules;
    if (kind && "earlier" in rules) tell("open", words("earlier"));
    else if (kind?.versions.includes(rules.method.version)) {
      await run("ranking", function* ranking() {
        made = kind.recomputed(lines, protocol);
        yield* kind.rankingFaults(made, lines, protocol, results);
      });
    } else if (kind) tell("open", words("method1"));
    await run("winners", () => tellings.winnerFaults(known, ranks()));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    out.replaceChildren();
    const verdict = document.getElementById("verdict");
    verdict.textContent = "";
    if (!globalThis.crypto?.subtle) return tell("open", words("insecure"));
    const began = performance.now();
    let checked = true;
    try { checked = await check(); } catch { tell("wrong", words("unreadable")); }
    const wrong = out.querySelector(".check-wrong");
    const open = out.querySelector(".check-open");
    verdict.textContent = words(wrong ? "bad" : !checked ? "unchecked" : open ? "part" : "good");
    verdict.className = wrong ? "check-wrong" : open ? "check-open" : "check-fine";
    verdict.dataset.took = Math.round(performance.now() - began);
    verdict.focus();
  });
})();
