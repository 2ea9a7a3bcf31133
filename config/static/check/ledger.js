// The ledger of a bundle as acts: its links, what is laid open, what the law had erased, and the seal over all files.
const ledgers = (() => {
  "use strict";
  const { digest, textOf, canonical, commitment, bytesOf } = bundles;
  const ERASURE = "values-erased";
  const SEAL = "result.sealed";
  const FIELDS = "act,actor,at,chain,commitments,hash,number,previous,values";
  // What the law may have erased: words and addresses. What a result rests on is none of them.
  const PERSONAL = new Set(("because email note owner public_reason_en public_reason_th reason reason_en reason_th reply text").split(" "));
  // What has to be laid open, by the kind of act.
  const MOMENT = "moment";
  const OPEN = Object.fromEntries(Object.entries({
    [SEAL]: "round list_version files",
    [ERASURE]: "rows",
    "judge.recused": "judge sheet source",
    "judge.accepted": "judge person",
    "judge.declined": "judge",
    "judge.invited": "judge",
    "judge.assigned": "judge round sheets",
    "judge.unassigned": "judge round sheets",
    "conflict.found": "judge sheet source",
    "conflict.overruled": "judge sheet source",
    "chair.voted": "moment round category order reason by_chair",
    "entry.out": "sheet act",
    "entry.back": "sheet",
    "judge.extra-ballot": "round sheet category p ballots cap",
    "autopilot.step": "round step by_hand outcome spent categories asked back",
    "autopilot.paused": "round",
    "autopilot.resumed": "round",
    "shortlist.made": "round from sheets",
    "shortlist.undone": "round",
    "round.assigned": "round seed",
    "weights-set": "round category weights",
    "method.locked": "moment round digest rules",
    "method.change-proposed": "moment round digest rules reason",
    "method.changed": "moment round before digest reason",
    "list-frozen": "version",
  }).map(([act, names]) => [act, names.split(" ")]));
  const SUBMITTED = ["ballot.submitted", "ballot.changed"];
  const PUBLISHED = ["moment", "version", "lines", "lines_en", "setting", "corrections"];

  function due(act, frame) {
    if (act.act.startsWith("ballot.")) return act.said.round === frame.round ? ["round", "category", "version", "scores", "sheet", "judge"] : ["round"];
    if (act.act === "list-published") return act.said.version === frame.version ? [...PUBLISHED, `round:${frame.round}`] : ["version"];
    return OPEN[act.act] ?? [];
  }

  // Numbers that JavaScript would write otherwise than they stand are kept as they stand: hashes are over texts.
  const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const kept = (token) => (token.startsWith('"') || String(Number(token)) === token ? token : `{"${bundles.AS_WRITTEN}":"${token}"}`);
  const exact = (text) => JSON.parse(text.replace(TOKENS, kept));

  // Each line of the ledger: { number, at, act, actor, said, raw, line }. at: the day, or the moment where it is open.
  function actsOf(files) {
    return textOf(files.get("ledger.jsonl")).replace(/\n$/, "").split("\n").map((line) => {
      const raw = exact(line);
      const said = Object.fromEntries(Object.entries(raw.values).map(([name, { value }]) => [name, value]));
      const { number, act, actor } = raw;
      return { number, act, actor, at: said[MOMENT] ?? raw.at, said, raw, line, judge: said.judge ?? actor };
    });
  }

  const placed = (number, name) => `${number} ${name}`;

  function erasedIn(acts) {
    const taken = acts.filter((act) => act.act === ERASURE).flatMap((act) => act.said.rows ?? []);
    return new Set(taken.flatMap(({ number, names }) => names.map((name) => placed(number, name))));
  }

  // Every act follows the one before it, and says what was committed to. Every check gives the places of what is wrong.
  async function* chainFaults(acts, frame, erased) {
    let previous = "0".repeat(64);
    for (const [place, act] of acts.entries()) {
      const { hash, values, ...content } = act.raw;
      const shaped = Object.keys(act.raw).sort().join() === FIELDS && act.raw.chain === frame.edition && canonical(act.raw) === act.line;
      if (!shaped || act.number !== place + 1 || content.previous !== previous) yield `row ${place + 1}`;
      if ((await digest(bytesOf(canonical(content)))) !== hash) yield `row ${place + 1}: hash`;
      const opened = Object.entries(values);
      const found = await Promise.all(opened.map(([, { value, salt }]) => commitment(value, salt)));
      for (const [i, [name]] of opened.entries()) {
        if (found[i] !== content.commitments[name]) yield `row ${place + 1}: ${name}`;
      }
      yield* openFaults(act, frame, erased);
      previous = hash;
    }
    yield* erasureFaults(acts);
  }

  function* openFaults(act, frame, erased) {
    const { commitments } = act.raw;
    if (!String(act.at).startsWith(act.raw.at)) yield `row ${act.number}: ${MOMENT}`;
    for (const name of due(act, frame)) {
      if (name in commitments && !(name in act.said) && !erased.has(placed(act.number, name))) yield `row ${act.number}: ${name}`;
    }
    const needed = SUBMITTED.includes(act.act) ? ["round", "category", "version", "scores", "sheet"] : act.act.startsWith("ballot.") ? ["round"] : [];
    for (const name of needed) if (!(name in commitments)) yield `row ${act.number}: ${name}`;
  }

  function* erasureFaults(acts) {
    for (const act of acts.filter((one) => one.act === ERASURE)) {
      for (const { number, names } of act.said.rows ?? []) {
        const there = number < act.number ? acts[number - 1].said : null;
        for (const name of names) if (!there || !PERSONAL.has(name) || name in there) yield `row ${number}: ${name}`;
      }
    }
  }

  // The last act names every other file.
  async function* sealFaults(files, acts, protocol) {
    const last = acts.at(-1);
    const own = last.said.round === protocol.round.code && last.said.list_version === protocol.list_version;
    if (last.act !== SEAL || !own) return yield SEAL;
    if (protocol.chain.length !== last.number - 1 || protocol.chain.head !== last.raw.previous) yield "protocol.json: chain";
    const sealed = [...files.keys()].filter((name) => name !== "ledger.jsonl" && !name.startsWith("SHA256SUMS"));
    const stated = last.said.files ?? {};
    for (const name of new Set([...sealed, ...Object.keys(stated)])) {
      if (!files.has(name) || stated[name] !== (await digest(files.get(name)))) yield name;
    }
  }

  return { actsOf, erasedIn, chainFaults, sealFaults, exact, placed, SUBMITTED };
})();
