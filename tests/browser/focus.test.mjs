// Where the focus is can be seen, is not covered, and goes the way people read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE } from './browser.mjs';
import { everyState, visit } from './states.mjs';
import { open } from './suite.mjs';

for (const [screen, options, language] of [['a phone', PHONE, 'en'], ['a desk', DESK, 'en'], ['a desk, from right to left', DESK, 'fa']]) {
  test(`each stop has a ring of three pixels, is in sight, and follows the last one on ${screen}`, async (t) => {
    const page = await open(t, options);
    for (const [name, state] of Object.entries(await everyState())) {
      await t.test(name, async () => {
        await visit(page, state, language);
        await page.keyboard.press('Tab');
        const stops = await page.evaluate(walk);
        assert.ok(stops.length > 5, `${stops.length} stops`);
        for (const { what, ring, style, hit } of stops) {
          assert.ok(ring >= 3 && style === 'solid', `${what} has a ring of ${ring} px, ${style}`);
          assert.ok(hit, `${what} is covered or out of sight`);
        }
        for (const [at, stop] of stops.entries()) {
          const last = stops[at - 1];
          if (!last || last.column !== stop.column) continue;
          const isBelow = stop.y > last.y - 8;
          const isBeside = Math.abs(stop.middle - last.middle) < 24 || stop.y < last.bottom;
          const isFurther = language === 'fa' ? stop.x < last.x : stop.x > last.x;
          assert.ok(isBelow && (stop.y >= last.bottom - 8 || !isBeside || isFurther), `${stop.what} follows ${last.what}`);
        }
      });
    }
  });
}

test('the ring can be seen on a picture, in light, dark and forced colours', async (t) => {
  const page = await open(t, DESK);
  for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...look });
    await page.goto('/?when=week');
    for (const selector of ['.exit', '.chip', 'h3 a', '.cards .button', '#q', 'select', 'summary', '#a-step_free', 'footer a']) {
      const control = page.locator(selector).first();
      await control.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await control.boundingBox();
      const clip = { x: Math.max(0, x - 8), y: Math.max(0, y - 8), width: width + 16, height: height + 16 };
      await page.evaluate(() => document.activeElement.blur());
      const before = await page.screenshot({ clip });
      // as from the keyboard
      await control.evaluate((control) => control.focus({ focusVisible: true, preventScroll: true }));
      const after = await page.screenshot({ clip });
      assert.ok(!before.equals(after), `${selector}: ${JSON.stringify(look)}`);
    }
  }
});

test('the stops that are looked at here are those of the Tab key', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/?attendance=online');
  await page.keyboard.press('Tab');
  const meant = (await page.evaluate(walk)).map(({ what }) => what);
  await page.evaluate(() => document.activeElement.blur());
  await page.goto('/?attendance=online');
  const met = [];
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press('Tab');
    met.push(await page.evaluate(() => {
      const element = document.activeElement;
      return `${element.localName} “${(element.textContent.trim() || element.id).slice(0, 30)}”`;
    }));
  }
  assert.deepEqual(met, meant.slice(0, 40));
});

/** Runs in the page: each stop in the order of the document, with the focus on it. */
function walk() {
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
  const stops = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0);
  return stops.map((element) => {
    element.focus({ focusVisible: true });
    const { outlineWidth, outlineStyle } = getComputedStyle(element);
    const [box] = element.getClientRects();
    const points = [[2, 2], [0.5, 0.5], [0.1, 0.5], [0.9, 0.5]]
      .map(([x, y]) => (x > 1 ? [box.x + x, box.y + y] : [box.x + box.width * x, box.y + box.height * y]));
    const hits = points.map(([x, y]) => document.elementFromPoint(x, y));
    return {
      what: `${element.localName} “${(element.textContent.trim() || element.id).slice(0, 30)}”`,
      ring: Number.parseFloat(outlineWidth),
      style: outlineStyle,
      hit: hits.some((hit) => hit !== null && (element.contains(hit) || hit.contains(element))),
      column: element.closest('.skip, header, .side, footer, .split > div')?.className ?? 'main',
      x: box.x,
      y: box.y + window.scrollY,
      middle: box.y + box.height / 2 + window.scrollY,
      bottom: box.bottom + window.scrollY,
    };
  });
}
