// Whoever keeps a list checks it; a list is looked at; something is asked to be taken out. Without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './browser.mjs';
import { follow, open } from './suite.mjs';

const FEED = JSON.stringify([
  { slug: 'tue', name: 'Harbour Lights', day: 2, time: '19:30', timezone: 'Europe/Dublin', formatted_address: '1 Quay St, Galway, Ireland' },
  { slug: 'odd', name: 'Odd One', day: 'Wensday', time: '7:30 PM' },
]);

test('a text that is pasted is read', async (t) => {
  const page = await open(t);
  await page.goto('/check');
  await page.getByLabel('Or paste the text').fill(FEED);
  const answer = await follow(page, page.getByRole('button', { name: 'Check', exact: true }));
  assert.equal(answer.status(), 200);
  const main = await page.getByRole('main').innerText();
  for (const part of ['We can read all 2 meetings in it.', 'Harbour Lights', 'Tuesday']) {
    assert.ok(main.includes(part), `${part}\n${main}`);
  }
  assert.equal(page.url(), `${FULL}/check`, 'the address tells nothing');
});

test('a file is read', async (t) => {
  const page = await open(t);
  await page.goto('/check');
  const file = { name: 'list.json', mimeType: 'application/json', buffer: Buffer.from(FEED) };
  await page.getByLabel('Or a file').setInputFiles(file);
  await follow(page, page.getByRole('button', { name: 'Check', exact: true }));
  assert.match(await page.getByRole('main').innerText(), /Harbour Lights/);
});

test('a page that is pasted comes back with the form', async (t) => {
  const page = await open(t);
  await page.goto('/check');
  await page.getByLabel('Or paste the text').fill('<!doctype html><title>Log in</title>');
  const answer = await follow(page, page.getByRole('button', { name: 'Check', exact: true }));
  assert.equal(answer.status(), 200);
  assert.match(await page.getByRole('status').innerText(), /read this as a meeting list/);
  assert.equal(await page.getByLabel('Or paste the text').inputValue(), '<!doctype html><title>Log in</title>');
});

test('nothing to check is said, with the form', async (t) => {
  const page = await open(t);
  await page.goto('/check');
  const answer = await follow(page, page.getByRole('button', { name: 'Check', exact: true }));
  assert.equal(answer.status(), 400);
  assert.match(await page.getByRole('alert').innerText(), /Give an address, a file or a text/);
});

test('from all lists to one, and from there to the request to take it out', async (t) => {
  const page = await open(t);
  await page.goto('/sources');
  await page.getByLabel('Group').selectOption({ label: 'Narcotics Anonymous' });
  await follow(page, page.getByRole('button', { name: 'Show' }));
  const first = page.locator('.lines a.row').first();
  const name = await first.innerText();
  await follow(page, first);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), name);
  await follow(page, page.getByRole('link', { name: 'Have it taken out' }));
  assert.ok((await page.getByRole('main').innerText()).includes(name), 'the list is named');
  await page.getByLabel('The whole list').check();
  await page.getByLabel('Your e-mail address').fill('nobody');
  // the browser's own check would stop it before the server's does
  await page.locator('form.panel').evaluate((form) => { form.noValidate = true; });
  await follow(page, page.getByRole('button', { name: 'Send the request' }));
  assert.match(await page.getByRole('alert').innerText(), /not an e-mail address/);
  assert.ok(await page.getByLabel('The whole list').isChecked(), 'what was chosen stays');
  await page.getByLabel('Your e-mail address').fill('');
  await follow(page, page.getByRole('button', { name: 'Send the request' }));
  await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
  assert.match(page.url(), /\/withdraw\/sent\?number=\d+$/);
});

test('the contract is read and tried', async (t) => {
  const page = await open(t);
  await page.goto('/developers');
  await follow(page, page.getByRole('link', { name: 'GET /v1/suggest' }));
  await page.getByRole('textbox', { name: 'q' }).fill('san jo');
  const answer = await follow(page, page.getByRole('button', { name: 'Send' }));
  assert.equal(answer.status(), 200);
  assert.ok((await answer.json()).suggestions.length > 0);
});
