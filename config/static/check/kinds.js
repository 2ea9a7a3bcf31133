// What is checked of a round by its kind of ballot (`rules.method.name`). A kind that comes later stands here as well, in
// a script of its own before `verify.js`: which versions of its method it recomputes, and the same five functions.
const bundleKinds = (() => {
  "use strict";
  const CLOSE = 5e-7; // half of the sixth decimal
  function ballotsOf(lines, rules) {
    const learnt = "carried" in rules ? ["counted"] : ["counted", "withdrawn", "ineligible"];
    return lines.filter((line) => learnt.includes(line.state)).map((line) => {
      const scores = {};
      for (const code of Object.keys(rules.weights[line.category])) if (line[code]) scores[code] = Number(line[code]);
      return { judge: line.judge, entry: line.entry, category: line.category, scores, ranked: line.state === "counted" };
    });
  }

  // By our own arithmetic: category -> entry -> what `rankings` made of it.
  function recomputed(lines, protocol) {
    const votes = new Map();
    for (const { category, order } of protocol.chair_votes) votes.set(category, [...(votes.get(category) ?? []), order]);
    const made = rankings.ranked(ballotsOf(lines, protocol.rules), protocol.rules, votes);
    return new Map([...made].map(([category, entries]) => [category, new Map(entries.map((entry) => [entry.name, entry]))]));
  }

  function* rankingFaults(made, lines, protocol, results) {
    const codes = protocol.categories.map((category) => category.code).sort();
    if (Object.keys(results.categories).sort().join() !== codes.join()) yield "results.json";
    if (results.edition !== protocol.edition.code || results.round !== protocol.round.code) yield "results.json";
    for (const [category, document] of Object.entries(results.categories)) {
      const own = made.get(category) ?? new Map();
      const counted = new Set(lines.filter((line) => line.state === "counted" && line.category === category).map((line) => line.entry));
      if (document.entries.length !== counted.size) yield category;
      for (const told of document.entries) {
        if (!counted.delete(told.entry)) yield told.entry;
        yield* entryFaults(own.get(told.entry), told);
      }
    }
  }

  const near = (a, b) => typeof b === "number" && Math.abs(a - b) <= CLOSE;

  function* entryFaults(made, told) {
    if (!made) {
      if (told.rank !== null || told.adjusted !== null) yield `${told.entry}: rank`;
      return;
    }
    if (made.rank !== told.rank) yield `${told.entry}: rank`;
    for (const name of ["adjusted", "published", "raw"]) if (!near(made[name], told[name])) yield `${told.entry}: ${name}`;
    const ballots = new Map(made.ballots.map((one) => [one.judge, one]));
    if (told.n_judges !== ballots.size || told.steps.length !== ballots.size) yield `${told.entry}: n_judges`;
    for (const step of told.steps) {
      const one = ballots.get(step.judge);
      const fine = one && near(one.total, step.given) && near(one.counted, step.counted) && near(one.weight, step.weight)
        && near(one.counted - one.total, step.adjustment);
      if (!fine) yield `${told.entry}: ${step.judge}`;
    }
  }

  const { ballotFaults, missingFaults, seatFaults } = standings;
  return { fair: { versions: ["2.0"], ballotFaults, missingFaults, seatFaults, recomputed, rankingFaults } };
})();
