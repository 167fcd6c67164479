// Which combinations of kinds of page, look, language, width and script are looked at: few that hold every pair, or all.
// Pure, and the same every time. Must not know what the pages are.

/** The whole instead of the cut: `EVERYROOM_MATRIX=whole`. */
export const IS_WHOLE = process.env.EVERYROOM_MATRIX === 'whole';

/** How people come to a page, beside its kind. */
export const WAYS = {
  look: ['light', 'dark'],
  language: ['en', 'fa', 'de'],
  width: [320, 390, 1280],
  script: [true, false],
};

/** Combinations of the values of `factors` (name: values): with every pair of values in one at least, or whole. */
export function combinations(factors, isWhole = IS_WHOLE) {
  return isWhole ? whole(factors) : pairwise(factors);
}

/** Every combination. */
export function whole(factors) {
  return Object.entries(factors).reduce(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** The pairs of values of two factors that `row` holds, as texts. */
export function pairsOf(row) {
  const cells = Object.entries(row).map(([name, value]) => `${name}=${value}`);
  return cells.flatMap((cell, at) => cells.slice(at + 1).map((other) => `${cell}\n${other}`));
}

/** Greedy all pairs: each row begins with a pair that is missing and takes, factor by factor, the value that adds most. */
export function pairwise(factors) {
  const names = Object.keys(factors);
  const missing = new Set(allPairs(factors));
  const random = seeded(24);
  const rows = [];
  while (missing.size > 0) {
    const tries = Array.from({ length: 8 }, () => candidate(factors, names, missing, random));
    const gain = (row) => pairsOf(row).filter((pair) => missing.has(pair)).length;
    const best = tries.reduce((best, row) => (gain(row) > gain(best) ? row : best));
    for (const pair of pairsOf(best)) missing.delete(pair);
    rows.push(best);
  }
  return rows;
}

function candidate(factors, names, missing, random) {
  const pairs = [...missing];
  const first = pairs[Math.floor(random() * pairs.length)];
  const fixed = new Map(first.split('\n').map((cell) => cell.split('=')));
  const row = {};
  for (const name of names) {
    if (fixed.has(name)) row[name] = factors[name].find((value) => String(value) === fixed.get(name));
  }
  for (const name of shuffled(names.filter((name) => !fixed.has(name)), random)) {
    const adds = (value, [other, known]) => has(missing, names, { [name]: value, [other]: known });
    const gain = (value) => Object.entries(row).filter((cell) => adds(value, cell)).length;
    const values = shuffled(factors[name], random);
    row[name] = values.reduce((best, value) => (gain(value) > gain(best) ? value : best));
  }
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

function has(missing, names, pair) {
  const ordered = Object.fromEntries(names.filter((name) => name in pair).map((name) => [name, pair[name]]));
  return missing.has(pairsOf(ordered)[0]);
}

/** All pairs of values. */
function allPairs(factors) {
  const entries = Object.entries(factors);
  return entries.flatMap((one, at) =>
    entries.slice(at + 1).flatMap((other) => whole(Object.fromEntries([one, other])).flatMap(pairsOf)));
}

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(values, random) {
  return values.map((value) => [random(), value]).toSorted(([a], [b]) => a - b).map(([, value]) => value);
}
