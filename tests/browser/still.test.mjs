// Nothing moves: not while a page loads, not when the script has come, not when it helps; and the way back leads back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE } from './browser.mjs';
import { everyState, go, SCRIPTED } from './states.mjs';
import { follow, open } from './suite.mjs';

const MOST = 0.02;

/** Counts shifts from the first moment on; those within half a second of a press count too. Runs in the page. */
function watch() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      globalThis.shifts.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 60)) });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function shifted(page) {
  // the browser tells of shifts with the next frame
  const shifts = await page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.shifts), 50)));
  }));
  return { sum: shifts.reduce((sum, { value }) => sum + value, 0), told: JSON.stringify(shifts) };
}

for (const [screen, options] of Object.entries({ 'a phone': PHONE, 'a desk': DESK })) {
  test(`nothing shifts while a page and its script load on ${screen}`, async (t) => {
    const page = await open(t, { ...options, javaScriptEnabled: true });
    await page.addInitScript(watch);
    // the style and the script come late, as on a slow line
    await page.route('**/*.{css,js}', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, route.request().url().endsWith('.js') ? 60 : 20));
      await route.continue();
    });
    for (const [name, state] of Object.entries({ ...await everyState(), ...SCRIPTED })) {
      await t.test(name, async () => {
        // as it comes, with its folded parts closed
        const answer = await go(page, state);
        assert.equal(answer.status(), state.status);
        assert.equal(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.js'))), true);
        const { sum, told } = await shifted(page);
        assert.ok(sum <= MOST, `${sum}: ${told}`);
      });
    }
  });
}

test('a shift would be seen', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  await page.addInitScript(watch);
  await page.goto('/');
  await page.evaluate(() => document.querySelector('main').prepend(Object.assign(document.createElement('pre'), { textContent: '\n\n\n\n\n\n\n' })));
  const { sum } = await shifted(page);
  assert.ok(sum > MOST, `${sum}`);
});

test('what the script adds moves nothing', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  await page.addInitScript(watch);
  await page.goto('/');
  const below = page.locator('h2').first();
  const before = await below.boundingBox();
  await page.locator('#q').fill('san jo');
  await page.locator('.suggest [role=option]').first().waitFor();
  assert.deepEqual(await below.boundingBox(), before);
  await page.keyboard.press('Escape');
  assert.deepEqual(await below.boundingBox(), before);
});

test('the time, the place and what to do stand in the same order on every card', async (t) => {
  const page = await open(t);
  for (const url of ['/?when=week', '/?q=in+person+near+San+Jose', '/?attendance=online&when=week']) {
    await page.goto(url);
    const cards = await page.locator('.cards > li').evaluateAll((cards) => cards.map((card) =>
      ['.time', 'h3 a', '.actions', 'p:last-child a'].map((part) => [...card.querySelectorAll('*')].indexOf(card.querySelector(part))).filter((at) => at >= 0)));
    assert.ok(cards.length >= 10);
    for (const places of cards) assert.deepEqual(places, places.toSorted((a, b) => a - b));
  }
});

test('Back leads back to the same list, with nothing lost', async (t) => {
  const page = await open(t);
  await page.goto('/?fellowship=na&weekday=sun');
  const ids = () => page.locator('.cards h3 a').evaluateAll((links) => links.map((link) => link.pathname));
  const said = () => page.locator('.chip.said').allInnerTexts();
  const [list, chips] = [await ids(), await said()];
  assert.ok(list.length > 1 && chips.length === 2);
  await follow(page, page.locator('.cards h3 a').nth(1));
  await page.goBack();
  assert.deepEqual([await ids(), await said()], [list, chips]);
  await follow(page, page.locator('.chip', { hasText: 'Online' }).first());
  assert.equal((await said()).length, 3, 'what was asked before is still asked');
  await page.goBack();
  assert.deepEqual([await ids(), await said()], [list, chips]);
});
