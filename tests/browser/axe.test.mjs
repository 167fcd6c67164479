// axe-core finds nothing on any kind of page, in any state: looks, languages, widths, with and without the script. The
// cut that holds every pair of these, or the whole with EVERYROOM_MATRIX=whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { combinations, IS_WHOLE, pairsOf, WAYS, whole } from './matrix.mjs';
import { everyState, visit } from './states.mjs';
import { open } from './suite.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
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
  const states = await everyState();
  assert.ok(Object.keys(states).length >= 37);
  const rows = combinations({ page: Object.keys(states), ...WAYS });
  t.diagnostic(`${rows.length} of ${Object.keys(states).length * whole(WAYS).length} combinations`);
  for (const [script, width] of [true, false].flatMap((script) => WAYS.width.map((width) => [script, width]))) {
    const page = await open(t, { ...screen(width), javaScriptEnabled: true });
    // the checks themselves are a script, so only ours is kept out
    if (!script) await page.route('**/*.js', (route) => route.abort());
    for (const { page: name, look, language } of rows.filter((row) => row.script === script && row.width === width)) {
      await t.test(`${name}: ${look}, ${language}, ${width} px, script ${script ? 'on' : 'off'}`, async () => {
        await page.emulateMedia({ colorScheme: look });
        const answer = await visit(page, states[name], language);
        assert.equal(answer.status(), states[name].status);
        await page.evaluate(axe.source);
        const { passes, violations } = await page.evaluate(check, RULES);
        assert.ok(passes.length >= 10, 'the checks ran');
        assert.deepEqual(violations.flatMap(told), []);
      });
    }
  }
});

function screen(width) {
  const viewport = { width, height: HEIGHTS[width] };
  return width < 1000 ? { viewport, deviceScaleFactor: 2, isMobile: true, hasTouch: true } : { viewport };
}

/** Runs in the page. */
function check(values) {
  return globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
}

function told({ id, help, nodes }) {
  return nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message).join('; ')}`);
}
