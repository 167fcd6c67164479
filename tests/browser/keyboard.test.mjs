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
    await tabTo(page, 'q', 5);
  }
});

test('from the home page into a meeting without a mouse', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/');
  await tabTo(page, 'q', 8);
  await page.keyboard.type('supper na');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Meetings' }).waitFor();

  // the skip link, then straight to the first meeting's way there
  const link = page.locator('.cards .button').first();
  for (let stops = 1; !(await link.evaluate((link) => link === document.activeElement)); stops += 1) {
    assert.ok(stops <= 24, 'the first thing to do is within reach');
    await page.keyboard.press('Tab');
  }
});

test('from the skip link to the first thing to do in twelve stops', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/?attendance=online');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const link = page.locator('.cards .button').first();
  let stops = 0;
  while (!(await link.evaluate((link) => link === document.activeElement))) {
    stops += 1;
    assert.ok(stops <= 14, `${stops} stops`);
    await page.keyboard.press('Tab');
  }
  t.diagnostic(`${stops} stops`);
});

test('the folded form opens from the keyboard', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/');
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.getByLabel('How to take part').isVisible());
});

test('each stop can be seen, and stops come in the order of the page', async (t) => {
  for (const [name, { url }] of Object.entries(await everyPage())) {
    await t.test(name, async (t) => {
      const page = await open(t, DESK);
      await page.goto(url);
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

async function tabTo(page, id, within) {
  for (let stops = 0; stops < within; stops += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.id)) === id) return;
  }
  assert.fail(`${id} is not within ${within} stops`);
}
