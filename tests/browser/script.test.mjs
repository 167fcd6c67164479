// What the script adds to the search form; near me and leaving have tests of their own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { DESK, FULL, PHONE } from './browser.mjs';
import { supper } from './samples.mjs';
import { open, settled } from './suite.mjs';

/** A page with the search form that any server of ours has. */
const FORM = '/nowhere';
const SCRIPT = { javaScriptEnabled: true };
/** Five decimals, of which three may leave the browser. */
const PLACE = { latitude: 37.33821, longitude: -121.88634 };

/** Opens the form and waits for the script. */
async function ready(t, options = {}) {
  const page = await open(t, { ...PHONE, ...SCRIPT, ...options });
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(FORM);
  await page.locator('#q[role=combobox]').waitFor();
  // the page itself is a 404
  t.after(() => assert.deepEqual(faults.filter((fault) => !fault.includes('404')), []));
  return page;
}

test('the script is small', async () => {
  const page = await (await fetch(FULL + FORM, { headers: { accept: 'text/html' } })).text();
  const script = /<script src="([^"]+)" defer>/.exec(page)[1];
  const bytes = gzipSync(Buffer.from(await (await fetch(FULL + script)).arrayBuffer())).length;
  assert.ok(bytes <= 20 * 1024, `${bytes} bytes`);
  assert.doesNotMatch(page, /<script(?! src)|\son\w+=|style=/, 'nothing inline');
});

test('suggestions come while typing and are taken from the keyboard', async (t) => {
  const page = await ready(t, DESK);
  const field = page.locator('#q');
  await field.fill('narcotics');
  const options = page.locator('.suggest [role=option]');
  await options.first().waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const chosen = page.locator('[aria-selected=true]');
  assert.equal(await field.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  const label = await chosen.innerText();
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(violations.filter(({ id }) => id !== 'region').map(({ id, nodes }) => [id, nodes[0].html]), []);
  await page.keyboard.press('Enter');
  assert.equal(await field.inputValue(), label.trim());
  assert.equal(await options.count(), 0);
  assert.equal(await field.getAttribute('aria-expanded'), 'false');
  assert.ok(page.url().endsWith(FORM), 'Enter took the suggestion and did not send the form');
});

test('Escape closes suggestions and keeps what was typed', async (t) => {
  const page = await ready(t, DESK);
  const field = page.locator('#q');
  await field.fill('san jo');
  await page.locator('.suggest [role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.suggest [role=option]').count(), 0);
  assert.equal(await field.inputValue(), 'san jo');
});

test('suggestions move nothing and can be pressed with a finger', async (t) => {
  const page = await ready(t);
  const below = page.locator('#q-hint');
  const before = await below.boundingBox();
  await page.locator('#q').fill('san jo');
  const option = page.locator('.suggest [role=option]').first();
  await option.waitFor();
  assert.deepEqual(await below.boundingBox(), before);
  assert.ok((await option.boundingBox()).height >= 44);
  const label = await option.innerText();
  await option.tap();
  assert.equal(await page.locator('#q').inputValue(), label.trim());
});

test('a server that does not answer leaves the field as it is', async (t) => {
  const page = await ready(t, DESK);
  await page.route('**/v1/suggest*', (route) => route.fulfill({ status: 200, body: 'not JSON' }));
  const answered = page.waitForResponse('**/v1/suggest*');
  await page.locator('#q').fill('san jose');
  await answered;
  await settled(page);
  assert.equal(await page.locator('.suggest [role=option]').count(), 0);
  assert.equal(await page.locator('#q').inputValue(), 'san jose');
});

test('what is shared is the bare address, with no word about the meeting', async (t) => {
  const { id } = await supper();
  const page = await open(t, { ...PHONE, ...SCRIPT });
  await page.addInitScript(() => {
    navigator.share = async (what) => Object.assign(globalThis, { shared: what });
  });
  await page.goto(`/m/${id}?ui_lang=fr&q=secret`);
  await page.getByRole('button', { name: 'Partager' }).tap();
  assert.deepEqual(await page.evaluate(() => globalThis.shared), { title: 'Everyroom', url: `${FULL}/m/${id}` });
  const desk = await open(t, { ...DESK, ...SCRIPT, permissions: ['clipboard-read', 'clipboard-write'] });
  await desk.addInitScript(() => {
    delete Navigator.prototype.share;
  });
  await desk.goto(`/m/${id}#who`);
  await desk.getByRole('button', { name: 'Share' }).click();
  await desk.getByText('The address is copied.').waitFor();
  assert.equal(await desk.evaluate(() => navigator.clipboard.readText()), `${FULL}/m/${id}`);
});

test('near me means what was typed, too', async (t) => {
  const page = await ready(t, { geolocation: PLACE, permissions: ['geolocation'] });
  let sent;
  await page.route(`${FULL}/`, (route) => {
    sent = route.request();
    return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>x</title>' });
  });
  await page.locator('#q').fill('tonight');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Near me' }).click()]);
  const form = new URLSearchParams(sent.postData());
  assert.deepEqual([form.get('here'), form.get('q')], ['37.338,-121.886', 'tonight']);
});

test('typing capitals does not leave', async (t) => {
  const page = await ready(t, DESK);
  await page.locator('#q').focus();
  for (const letter of 'ABC') await page.keyboard.press(`Shift+${letter}`);
  await settled(page);
  assert.ok(page.url().endsWith(FORM));
  assert.equal(await page.locator('#q').inputValue(), 'ABC');
});

test('nothing is stored and nobody else is asked', async (t) => {
  const page = await ready(t);
  const hosts = new Set();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.locator('#q').fill('san jo');
  await page.locator('.suggest [role=option]').first().waitFor();
  assert.deepEqual([...hosts], [FULL]);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});
