// Check my ballot: whether what a receipt names stands in a published bundle as it was given. All of it happens here;
// the page may be used with the network switched off.
(() => {
  "use strict";
  const form = document.getElementById("check");
  if (!form) return;
  const says = form.dataset;
  const out = document.getElementById("found");

  const words = (name, values = {}) => says[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  function tell(state, text) {
    const line = document.createElement("li");
    const mark = document.createElement("b");
    mark.textContent = { fine: "✓ ", wrong: "✗ ", open: "? " }[state];
    line.className = `check-${state}`;
    line.append(mark, text);
    out.append(line);
  }

  const fine = (is, good, bad, values) => tell(is ? "fine" : "wrong", words(is ? good : bad, values));

  // The file, or what was typed: without the file a receipt knows no scores.
  async function receipts() {
    const file = form.elements.receipt.files[0];
    if (file) return JSON.parse(await file.text());
    const [row, hash, salt] = ["row", "hash", "salt"].map((name) => form.elements[name].value.trim());
    if (!row || !hash) throw new Error(words("nothing"));
    return { receipts: [{ row: Number(row), hash: hash.toLowerCase(), salt: salt.toLowerCase() }] };
  }

  async function checkBundle(files) {
    fine(await bundles.sumsHold(files), "sums", "sumsWrong");
    const signed = await bundles.isSigned(files, says.keys.split(" ").filter(Boolean));
    if (signed === null) tell("open", words("signatureUnknown"));
    else fine(signed, "signature", "signatureWrong");
    const rows = bundles.rowsOf(files);
    const broken = await bundles.firstBroken(rows);
    fine(!broken, "chain", "chainWrong", { rows: rows.length, row: broken });
    return rows;
  }

  // Of an entry: the row binds what was received, and the published list says what became of it.
  async function checkEntry(one, row, rows) {
    const same = (await bundles.commitment(one.value, one.salt)) === row.commitments[one.name];
    fine(same, "entry", "entryWrong", { row: one.row, entry: one.reference, value: one.value });
    const lists = rows.filter((other) => other.act === "list-published" && other.values.lines);
    const prize = lists.at(-1)?.values.lines.value.find((line) => line[2] === one.reference);
    tell(prize ? "fine" : "open", words(prize ? "prize" : "noPrize", { entry: one.reference, level: prize?.[1] }));
  }

  async function checkReceipt(one, rows, ballots) {
    const row = rows[one.row - 1];
    if (!row || row.hash !== one.hash) return tell("wrong", words("rowWrong", { row: one.row }));
    tell("fine", words("row", { row: one.row, at: row.at }));
    if (one.value) return checkEntry(one, row, rows);
    const opened = row.values.scores;
    const scores = one.scores ?? opened?.value;
    if (one.salt && scores) {
      const same = (await bundles.commitment(scores, one.salt)) === row.commitments.scores;
      const shown = !opened || bundles.canonical(opened.value) === bundles.canonical(scores);
      const given = Object.entries(scores).map(([code, value]) => `${code} ${value ?? "–"}`).join(", ");
      fine(same && shown, "scores", "scoresWrong", { row: one.row, scores: given });
    }
    if (!opened) return tell("open", words("otherRound", { row: one.row }));
    const line = ballots.find((ballot) => Number(ballot.ledger) === one.row);
    if (!line) return tell("wrong", words("lineWrong", { row: one.row }));
    const listed = Object.entries(opened.value).every(([code, value]) => (line[code] ?? "") === (value ?? ""));
    fine(listed, "line", "lineWrong", { row: one.row, state: says[`state${line.state.replace(" ", "")}`] ?? line.state });
  }

  // A head that the judge was given: the first rows of the published ledger have the same root.
  async function checkHead(checkpoint, rows) {
    const [, size, root] = checkpoint.split("\n");
    if (Number(size) > rows.length) return tell("open", words("headLater", { size }));
    fine((await bundles.rootOf(rows.slice(0, Number(size)))) === root, "head", "headWrong", { size });
  }

  async function check() {
    const bundle = form.elements.bundle.files[0];
    if (!bundle) throw new Error(words("nothing"));
    const given = await receipts();
    const files = await bundles.unzipped(await bundle.arrayBuffer());
    const rows = await checkBundle(files);
    if (given.chain && rows[0].chain !== given.chain) return tell("wrong", words("otherEdition", { edition: given.chain }));
    const ballots = bundles.table(files.get("ballots.csv"));
    for (const one of given.receipts) await checkReceipt(one, rows, ballots);
    if (given.checkpoint) await checkHead(given.checkpoint, rows);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    out.replaceChildren();
    if (!globalThis.crypto?.subtle) return tell("open", words("insecure"));
    try { await check(); } catch (problem) { tell("wrong", words("unreadable", { why: problem.message })); }
    const wrong = out.querySelector(".check-wrong");
    const verdict = document.getElementById("verdict");
    verdict.textContent = words(wrong ? "bad" : "good");
    verdict.className = wrong ? "check-wrong" : "check-fine";
    verdict.focus();
  });
})();
