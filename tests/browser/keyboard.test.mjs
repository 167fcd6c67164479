// Everything works from the keyboard, and people see where they are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE } from './browser.mjs';
import { everyPage } from './samples.mjs';
import { open } from './suite.mjs';

test('the first stop skips to the main part', async (t) => {
  for (const options of [PHONE, DESK]) {
    const page = await open(t, options);
    await page.goto('/');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the main part' });
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    const { x, y, width, height } = await skip.boundingBox();
    const screen = page.viewportSize();
    assert.ok(x >= 0 && y >= 0 && x + width <= screen.width && y + height <= screen.height, 'it is in sight');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await tabTo(page, '#q', 5);
  }
});

for (const [way, words] of Object.entries({ 'into a room': 'supper na', 'into a call': 'online aa' })) {
  test(`from the home page ${way} in twelve stops, without a mouse`, async (t) => {
    const page = await open(t, DESK);
    await page.goto('/');
    let stops = await tabTo(page, '#q', 8);
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Meetings' }).waitFor();

    stops += await tabTo(page, '.skip', 1);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'r', 'the list is skipped to');
    stops += await tabTo(page, '.cards .button', 8);
    assert.match(await page.evaluate(() => document.activeElement.textContent), /^(Join|Directions|Call)/);
    assert.ok(stops <= 12, `${stops} stops`);
    t.diagnostic(`${stops} stops`);
  });
}

test('the folded form opens from the keyboard', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/');
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.getByLabel('How to take part').isVisible());
});

/** One of each make: the other pages and states have their stops looked at in `focus.test.mjs`, without the key. */
const WALKED = ['home', 'results', 'listing with a link', 'on a map', 'check', 'a source with faults'];

test('each stop can be seen, and stops come in the order of the page', async (t) => {
  const pages = await everyPage();
  for (const name of WALKED) {
    await t.test(name, async (t) => {
      const page = await open(t, DESK);
      await page.goto(pages[name].url);
      const stops = [];
      for (;;) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(focused);
        if (!stop) break;
        assert.ok(stops.length < 400, 'tabbing comes to an end');
        stops.push(stop);
      }
      assert.ok(stops.length > 3);
      for (const { what, outline, isInner, isInSight } of stops) {
        assert.ok(isInner || outline >= 2, `${what} has an outline of ${outline} px`);
        assert.ok(isInSight, `${what} is not hidden or covered`);
      }
      const order = stops.map(({ order }) => order);
      assert.deepEqual(order, order.toSorted((a, b) => a - b), 'in the order of the document');
    });
  }
});

/** What has the focus, as a browser sees it; null when it has left the page. Runs in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getClientRects()[0];
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: `${element.localName} ${element.id || element.textContent.trim().slice(0, 40)}`,
    // the clock in a time field, say, around which the browser draws a ring of its own
    isInner: !element.matches(':focus'),
    outline: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
    isInSight: hit !== null && (element.contains(hit) || hit.contains(element)),
    order: [...document.querySelectorAll('*')].indexOf(element),
  };
}

/** Tabs until what `selector` says has the focus; how many stops that took. */
async function tabTo(page, selector, within) {
  for (let stops = 1; stops <= within; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return stops;
  }
  return assert.fail(`${selector} is not within ${within} stops`);
}
