// The way out: a link, a button, Shift three times; the page goes blank, and "Back" does not return to it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK } from './browser.mjs';
import { follow, open } from './suite.mjs';

const SEARCH = '/?q=supper';

test('without scripts it is a link', async (t) => {
  const page = await open(t);
  await page.goto(SEARCH);
  await follow(page, page.getByRole('link', { name: 'Leave this site' }));
  assert.equal(await page.title(), 'Weather');
});

for (const [name, leave] of Object.entries({
  'a press': (page) => page.getByRole('link', { name: 'Leave this site' }).click(),
  'Shift three times': async (page) => {
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
  },
})) {
  test(`${name} leaves, and Back does not return`, async (t) => {
    const page = await open(t, { ...DESK, javaScriptEnabled: true });
    await page.goto('/help');
    await page.goto(SEARCH);
    await leave(page);
    await page.waitForURL('**/exit');
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/help');
  });
}

test('the page is blank at once', async (t) => {
  const page = await open(t, { ...DESK, javaScriptEnabled: true });
  await page.goto(SEARCH);
  // what leads away never answers
  await page.route('**/exit', () => {});
  const took = await page.evaluate(() => {
    const began = performance.now();
    document.querySelector('.exit').click();
    return [performance.now() - began, document.documentElement.checkVisibility()];
  });
  assert.ok(took[0] <= 100, `${took[0]} ms`);
  assert.equal(took[1], false);
});

test('twice, or other keys between, do nothing', async (t) => {
  const page = await open(t, { ...DESK, javaScriptEnabled: true });
  await page.goto(SEARCH);
  for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift', 'Escape', 'Escape', 'Escape']) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  assert.equal(new URL(page.url()).pathname, '/');
});
