// "Near me" sends a rounded place by POST, and leaves it nowhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './browser.mjs';
import { follow, open } from './suite.mjs';

const HERE = { latitude: 37.33821234, longitude: -121.88632999 };

test('near me: three decimals, by POST, in no address and no history', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, geolocation: HERE, permissions: ['geolocation'] });
  await page.goto('/');
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Near me' }).tap();
  const body = (await asked).postData();
  assert.match(body, /near=-?\d+\.\d{1,3}%2C-?\d+\.\d{1,3}(&|$)/);
  await page.getByRole('heading', { level: 1, name: 'Meetings near you' }).waitFor();
  assert.equal(page.url(), `${FULL}/`);
  const held = await page.evaluate(() => {
    const all = [...document.querySelectorAll('[href], [action], [name=then], [name=cursor]')];
    return all.map((one) => one.href ?? one.action ?? one.value).filter((text) => /37\.338(?!\d)|121\.886(?!\d)|37\.3382/.test(text));
  });
  assert.deepEqual(held, []);
  assert.ok((await page.locator('.cards > li').count()) > 3);
  // a step further, as buttons of the same form
  await follow(page, page.getByRole('button', { name: 'Tomorrow' }));
  assert.equal(page.url(), `${FULL}/`);
  await page.getByRole('heading', { level: 1, name: 'Meetings near you: Tomorrow' }).waitFor();
  // and out of it
  await follow(page, page.locator('.chip.said', { hasText: 'Near you' }));
  assert.equal(new URL(page.url()).search, '?when=tomorrow');
});

test('a refusal is told in place, and without scripts there is a page', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  await page.goto('/');
  await page.getByRole('button', { name: 'Near me' }).tap();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /did not send a place/);
  assert.equal(page.url(), `${FULL}/`);
  const plain = await open(t);
  await plain.goto('/');
  const answer = await follow(plain, plain.getByRole('button', { name: 'Near me' }));
  assert.equal(answer.status(), 200);
  assert.match(await plain.getByRole('main').innerText(), /did not send a place/);
});
