// Which ballots count, and why the others do not: worked out from the acts alone, then held against the bundle's tables.
const standings = (() => {
  "use strict";
  const { SUBMITTED } = ledgers;
  const OUTCOMES = ["not_eligible", "refused"]; // by which an entry leaves the running
  const GOING = ["entry withdrawn", "entry withdrawn on behalf", "entry reopened", "entry reopened on behalf"];
  const FIXED = ["ledger", "judge", "entry", "category", "version", "state", "because"];
  const joined = (...parts) => parts.join(" ");

  // The newest act by what it is about.
  const newest = (acts, key) => new Map(acts.map((act) => [key(act), act]));
  const pairOf = (act) => joined(act.judge, act.said.sheet);
  const keyOf = (act) => joined(act.judge, act.said.sheet, act.said.category);

  function read(acts, round) {
    const of = (...names) => acts.filter((act) => names.includes(act.act));
    const here = (...names) => of(...names).filter((act) => act.said.round === round);
    const findings = newest(of("conflict.found", "conflict.overruled"), (act) => joined(pairOf(act), act.said.source));
    const sittings = here("judge.assigned", "judge.unassigned");
    const seated = sittings.flatMap((act) => (act.said.sheets ?? []).map(([sheet, category]) => ({ act, sheet, category })));
    return {
      acts,
      submitted: here(...SUBMITTED),
      ballots: grouped(here(...SUBMITTED, "ballot.taken_back"), keyOf),
      recused: newest(of("judge.recused"), pairOf),
      findings,
      standing: grouped([...findings.values()].filter((act) => act.act === "conflict.found"), pairOf),
      nameless: of("conflict.found").filter((act) => !("sheet" in act.raw.commitments)),
      absent: newest(here("ballot.left-out", "ballot.let-in"), keyOf),
      members: newest(of("judge.accepted", "judge.declined", "judge.invited"), (act) => act.judge),
      left: newest(of("entry.out", "entry.back"), (act) => act.said.sheet),
      pairs: new Map(seated.map(({ act, sheet }) => [joined(act.judge, sheet), act])),
      seats: new Map(seated.map(({ act, sheet, category }) => [joined(act.judge, sheet, category), act])),
      seatsNamed: sittings.every((act) => "sheets" in act.raw.commitments),
      seeds: here("round.assigned").map((act) => act.said.seed),
    };
  }

  function grouped(things, key) {
    const sets = new Map();
    for (const one of things) sets.set(key(one), [...(sets.get(key(one)) ?? []), one]);
    return sets;
  }

  // The recusal that stands: none where all of it was overruled later.
  function recusal(known, pair) {
    const act = known.recused.get(pair);
    const later = act && known.findings.get(joined(pair, act.said.source));
    return later && later.number > act.number ? undefined : act;
  }

  const found = (known, pair) => known.standing.get(pair) ?? [];
  const isAbsent = (known, key) => known.absent.get(key)?.act === "ballot.left-out";

  // Every state in which this ballot may stand, with the numbers of the acts that say so.
  function reasons(known, act) {
    const [key, pair] = [keyOf(act), pairOf(act)];
    const all = {};
    const because = (state, ...acts) => { if (acts.length) all[state] = acts.map((one) => String(one.number)); };
    const own = known.ballots.get(key);
    const later = own.filter((one) => one.number > act.number);
    because("replaced", ...later.filter((one) => SUBMITTED.includes(one.act)));
    if (later.at(-1)?.act === "ballot.taken_back") because("taken back", later.at(-1));
    const recused = recusal(known, pair);
    if (recused) because("recused", recused);
    because("conflict", ...found(known, pair), ...known.nameless.filter((one) => one.judge === act.judge));
    if (isAbsent(known, key)) because("left out", known.absent.get(key));
    const left = known.left.get(act.said.sheet);
    const going = left?.act === "entry.out" ? known.acts[left.said.act - 1] : undefined;
    if (going && GOING.includes(going.act)) because("withdrawn", left);
    if (going?.act === "eligibility decided" && OUTCOMES.includes(going.said.outcome)) because("ineligible", left);
    const [member, seat] = [known.members.get(act.judge), known.pairs.get(pair)];
    because("excluded", ...[member, seat].filter((one) => one && ["judge.declined", "judge.unassigned"].includes(one.act)));
    return all;
  }

  // Of a ballot that counts: what would speak against it. That a seat was taken away alone does not.
  function against(known, act) {
    const all = reasons(known, act);
    const gone = known.members.get(act.judge)?.act === "judge.declined";
    return Object.keys(all).filter((state) => (state === "excluded" ? gone : state !== "conflict" || found(known, pairOf(act)).length));
  }

  function* ballotFaults(known, lines, protocol) {
    const due = new Map(known.submitted.map((act) => [String(act.number), act]));
    if (lines.length !== due.size || new Set(lines.map((line) => line.ledger)).size !== due.size) yield "ballots.csv";
    for (const line of lines) {
      const act = due.get(line.ledger);
      if (!act || !same(line, act)) { yield `row ${line.ledger}`; continue; }
      const fine = line.state === "counted" ? line.because === "" && !against(known, act).length
        : (reasons(known, act)[line.state] ?? []).includes(line.because);
      if (!fine) yield `row ${line.ledger}: ${line.state}`;
    }
    yield* movedOnFaults(known, protocol);
    const counts = {};
    for (const line of lines) counts[line.state] = (counts[line.state] ?? 0) + 1;
    if (bundles.canonical(counts) !== bundles.canonical(protocol.ballots)) yield "protocol.json: ballots";
  }

  // Entries that move on to a round are chosen before its first ballot, and no other is judged.
  function* movedOnFaults(known, protocol) {
    let [chosen, hasBallots] = [null, false];
    for (const act of known.acts.filter((one) => one.said.round === protocol.round.code)) {
      if (SUBMITTED.includes(act.act)) {
        hasBallots = true;
        if (chosen && !chosen.has(joined(act.said.sheet, act.said.category))) yield `row ${act.number}: shortlist`;
      }
      if (!["shortlist.made", "shortlist.undone"].includes(act.act)) continue;
      if (hasBallots) yield `row ${act.number}: shortlist`;
      chosen = act.act === "shortlist.made" ? new Set(act.said.sheets.map((one) => joined(...one))) : null;
    }
  }

  function same(line, act) {
    const { said } = act;
    const names = Object.keys(line).filter((name) => !FIXED.includes(name));
    const told = [line.judge, line.entry, line.category, line.version];
    const listed = names.every((name) => line[name] === (said.scores[name] ?? ""));
    const whole = Object.entries(said.scores).every(([name, text]) => text === null || names.includes(name));
    return listed && whole && joined(...told) === joined(act.judge, said.sheet, said.category, said.version);
  }

  function* recusalFaults(known, lines) {
    const due = known.acts.filter((act) => act.act === "judge.recused")
      .map((act) => joined(act.number, act.judge, act.said.sheet ?? "", act.said.source ?? "", act.at));
    const told = lines.map((line) => joined(line.ledger, line.judge, line.entry, line.source, line.at));
    if (due.sort().join("\n") !== told.sort().join("\n")) yield "recusals.csv";
  }

  // ---- seats ----

  // Asked for and not taken away, or given without being asked for.
  function asked(known) {
    const standing = [...known.seats].filter(([, act]) => act.act === "judge.assigned").map(([key]) => key);
    return new Set([...standing, ...known.ballots.keys()]);
  }

  const pairOfSeat = (seat) => seat.split(" ").slice(0, 2).join(" ");
  const barred = (known, pair) => Boolean(recusal(known, pair)) || found(known, pair).length > 0;

  function* missingFaults(known, lines, protocol) {
    const told = protocol.missing.map((row) => joined(row.judge, row.entry, row.category));
    const given = new Set([...known.ballots].filter(([, acts]) => SUBMITTED.includes(acts.at(-1).act)).map(([key]) => key));
    const gone = new Set(lines.filter((line) => ["withdrawn", "ineligible"].includes(line.state)).map((line) => line.entry));
    const ordered = [...protocol.missing].sort((a, b) => (joined(a.category, a.entry, a.judge) < joined(b.category, b.entry, b.judge) ? -1 : 1));
    if (new Set(told).size !== told.length || bundles.canonical(ordered) !== bundles.canonical(protocol.missing)) yield "protocol.json: missing";
    const wanted = asked(known);
    for (const seat of told) if (given.has(seat) || recusal(known, pairOfSeat(seat)) || (known.seatsNamed && !wanted.has(seat))) yield seat;
    if (!known.seatsNamed) return;
    for (const seat of wanted) {
      const excused = barred(known, pairOfSeat(seat)) || isAbsent(known, seat) || gone.has(seat.split(" ")[1]);
      if (!told.includes(seat) && !given.has(seat) && !excused) yield seat;
    }
  }

  function* seatFaults(known, protocol) {
    const seats = [...asked(known)].filter((seat) => !barred(known, pairOfSeat(seat)) && !isAbsent(known, seat));
    const loads = [...grouped(seats, (seat) => seat.split(" ")[0]).values()].map((own) => own.length);
    const pairs = new Set([...known.recused.keys(), ...[...known.findings.keys()].map(pairOfSeat)].filter((pair) => barred(known, pair)));
    const due = {
      assignments: seats.length,
      judges: loads.length,
      load: { min: loads.length ? Math.min(...loads) : 0, max: loads.length ? Math.max(...loads) : 0 },
      seeds: [...new Set(known.seeds)].filter((seed) => seed !== null && seed !== undefined).sort((a, b) => a - b),
      conflicts: pairs.size,
    };
    if (bundles.canonical(due) !== bundles.canonical(protocol.assignment)) yield "protocol.json: assignment";
  }

  return { read, ballotFaults, recusalFaults, missingFaults, seatFaults };
})();
