// axe-core finds nothing on any kind of page, in any state: looks, languages, widths, with scripts and where the browser
// has none. The cut that holds every pair of these, or the whole with EVERYROOM_MATRIX=whole. What it advises beyond WCAG
// holds too, and what it can't tell is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examined } from './axe.mjs';
import { combinations, IS_WHOLE, pairsOf, WAYS, whole } from './matrix.mjs';
import { BARE, everyState, SCRIPTED, visit } from './states.mjs';
import { open } from './suite.mjs';

/** Advice beyond WCAG that a page does not take, and why. */
const ADVICE = [
  // the ways to skip, and to leave, come before all else: before the landmarks
  { says: /^region: .*: <a class="skip"/ },
];
/** What axe can't tell by itself, and why it is right. */
const UNSURE = [
  // words on a map stand on a line of their own drawn around them, which axe does not see; the tokens' test holds them
  { pages: /map|listing/, says: /^color-contrast: .*: <text / },
  // the list lies over what follows the field, as it should; of a map closer by, axe counts what is cut off
  { pages: /^(suggestions open|a map closer by)$/, says: /^color-contrast: .* is overlapped by another element/s },
];
const HEIGHTS = { 320: 568, 390: 844, 1280: 800 };

test('the cut holds every pair, and the whole every combination', () => {
  const factors = { page: ['home', 'no results', 'near me, next'], ...WAYS };
  const [cut, all] = [combinations(factors, false), combinations(factors, true)];
  assert.equal(all.length, 3 * 2 * 3 * 3 * 2);
  assert.equal(new Set(all.map((row) => JSON.stringify(row))).size, all.length);
  assert.deepEqual(new Set(cut.flatMap(pairsOf)), new Set(whole(factors).flatMap(pairsOf)));
  assert.ok(cut.length <= 12, `${cut.length} rows`);
  assert.deepEqual(cut, combinations(factors, false), 'the same every time');
});

test(`pages keep to WCAG 2.2 A and AA${IS_WHOLE ? '' : ', each with each in pairs'}`, async (t) => {
  const states = { ...await everyState(), ...BARE };
  assert.ok(Object.keys(states).length >= 43);
  const rows = combinations({ page: Object.keys(states), ...WAYS });
  t.diagnostic(`${rows.length} of ${Object.keys(states).length * whole(WAYS).length} combinations`);
  for (const script of [true, false]) await look(t, states, rows.filter((row) => row.script === script), script);
});

test('what only the script leads to keeps to it as well', async (t) => {
  const { script, ...ways } = WAYS;
  const rows = combinations({ page: Object.keys(SCRIPTED), ...ways });
  await look(t, SCRIPTED, rows, true);
});

/** Each of the rows is a test of its own. */
async function look(t, states, rows, script) {
  for (const width of WAYS.width) {
    const page = await open(t, { ...screen(width), javaScriptEnabled: script });
    for (const { page: name, look, language } of rows.filter((row) => row.width === width)) {
      await t.test(`${name}: ${look}, ${language}, ${width} px, script ${script ? 'on' : 'off'}`, async () => {
        await page.emulateMedia({ colorScheme: look });
        const answer = await visit(page, states[name], language);
        assert.equal(answer.status(), states[name].status);
        const { hasScript, passes, broken, unsure } = await examined(page);
        assert.equal(hasScript, script);
        assert.ok(passes >= (states[name].passes ?? 20), `${passes} checks ran`);
        assert.deepEqual(broken.filter((line) => !isKnown(ADVICE, name, line)), []);
        assert.deepEqual(unsure.filter((line) => !isKnown(UNSURE, name, line)), []);
      });
    }
  }
}

function isKnown(list, name, line) {
  return list.some(({ pages = /./, says }) => pages.test(name) && says.test(line));
}

function screen(width) {
  const viewport = { width, height: HEIGHTS[width] };
  return width < 1000 ? { viewport, deviceScaleFactor: 2, isMobile: true, hasTouch: true } : { viewport };
}
