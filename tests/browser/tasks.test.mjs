// What people come for, on a phone and without scripts: each task from the home page to its end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listings } from './samples.mjs';
import { follow, open, search } from './suite.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Whether a control is on the first screen. */
async function isInSight(page, control) {
  const { y, height } = await control.boundingBox();
  return y >= 0 && y + height <= page.viewportSize().height;
}

async function textOf(page) {
  return (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ');
}

test('a newcomer in distress: tonight, nearby, and whether one may come', async (t) => {
  const page = await open(t, PHONE);
  await page.goto('/');
  assert.ok(await isInSight(page, page.locator('.help a').first()), 'somebody to talk to comes before all else');
  // two interactions: the words, and Enter
  await page.getByLabel('What are you looking for?').fill('na tonight San Jose');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.getByRole('heading', { level: 1, name: 'Meetings near San Jose: Tonight' }).waitFor();
  const first = page.locator('.cards > li').first();
  assert.match(await first.innerText(), /Narcotics Anonymous/);
  const action = first.locator('.button').first();
  assert.ok(await isInSight(page, action), 'the first thing to do is on the first screen');
  assert.match(await action.getAttribute('href'), /^(https|geo):/);

  const welcoming = page.locator('.cards > li', { hasText: 'Open to anyone' }).first();
  await follow(page, welcoming.locator('h3 a'));
  const text = await textOf(page);
  assert.match(text, /Open to anyone/);
  assert.match(text, /If nobody is there/);
  await page.locator('summary', { hasText: 'first' }).first().tap();
  await follow(page, page.getByRole('link', { name: 'Read more about the first time' }));
  await page.getByRole('heading', { level: 1, name: 'Your first meeting' }).waitFor();
});

test('at three in the morning: online now, joined or called with one press', async (t) => {
  const there = await listings({ when: 'now', attendance: 'online' });
  assert.ok(there.total > 0, 'the sample sites have a meeting that is on');
  const page = await open(t, PHONE);
  await page.goto('/');
  await follow(page, page.getByRole('link', { name: 'Online, on now' }));
  const cards = page.locator('.cards > li');
  assert.equal(await cards.count(), Math.min(20, there.total));
  let joinable = 0;
  for (const card of await cards.all()) {
    assert.match(await card.innerText(), /On now/);
    const [button] = await card.locator('.button').all();
    if (!button) continue;
    assert.match(await button.getAttribute('href'), /^(https:\/\/|tel:)/, 'the first control joins or calls');
    joinable += 1;
  }
  assert.ok(joinable > 0);
  const dials = await page.locator('.cards a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const dial of dials) assert.match(dial, /^tel:\+?\d+(,,\d+%23)?$/);
});

test('for family: one press from home, and what is for members says so', async (t) => {
  const page = await open(t, PHONE);
  await page.goto('/');
  await follow(page, page.getByRole('link', { name: 'For family and friends' }).first());
  assert.match(await textOf(page), /Some of them are for members only, and say so/);
  const { meetings } = await listings({ for: 'family', limit: 20 });
  assert.ok(meetings.length >= 3);
  const cards = await page.locator('.cards > li').allInnerTexts();
  assert.equal(cards.length, meetings.length);
  const closed = meetings.map(({ types }) => types.some(({ id }) => id === 'closed'));
  cards.forEach((card, at) => {
    assert.match(card, /Al-Anon|Nar-Anon|Gam-Anon|Family|SMART/);
    assert.equal(/Closed|Members only/i.test(card), closed[at], card);
  });
});

test('not religious, or the reverse: one sentence for each, in the order of names', async (t) => {
  const page = await open(t, PHONE);
  await page.goto('/');
  await follow(page, page.getByRole('main').getByRole('link', { name: 'Which group is for me?' }));
  const approaches = await page.locator('dl.facts dd').allInnerTexts();
  assert.ok(approaches.length >= 5 && approaches.every((sentence) => sentence.endsWith('.')));
  await page.getByLabel('What kind of approach suits you?').selectOption({ label: 'Secular' });
  await follow(page, page.getByRole('button', { name: 'Show groups' }));
  const names = await page.locator('.lines a.row').allInnerTexts();
  assert.ok(names.length >= 3);
  const byName = (a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' });
  assert.deepEqual(names, names.toSorted(byName));
  assert.ok(!names.includes('Narcotics Anonymous'));
  await follow(page, page.getByRole('link', { name: 'Meetings of all these groups' }));
  assert.ok((await page.locator('.cards > li').count()) > 0);

  await page.goto('/');
  await page.locator('form[role=search] summary').first().tap();
  await page.getByLabel('Approach').selectOption({ label: 'Twelve Steps' });
  await search(page);
  for (const card of await page.locator('.cards > li').allInnerTexts()) assert.match(card, /Twelve Steps/);
});

test('without a style the text comes in the order of its weight, on every page of a task', async (t) => {
  const page = await open(t, PHONE);
  await page.route('**/*.css', (route) => route.abort());
  const { meetings: [{ id, name }] } = await listings({ q: 'supper', fellowship: 'na' });
  for (const [url, order] of Object.entries({
    '/': ['Leave this site', 'Find a recovery meeting', 'Need to talk now?', 'What are you looking for?', 'New to this?', 'Privacy', 'Deutsch'],
    '/?q=na+tonight': ['Leave this site', 'Meetings', 'Change search', 'Need to talk now?', ' of ', 'From ', 'check with the group', 'What the words mean', 'What are you looking for?', 'Privacy'],
    [`/m/${id}`]: ['Leave this site', name, 'Narcotics Anonymous', '7:00 pm', 'Directions', 'Where', 'What kind of meeting', 'If nobody is there', 'Who says so', 'Need to talk now?', 'Privacy'],
    '/?q=nosuchwordanywhere': ['Leave this site', 'No meeting has all of that', 'Need to talk now?', 'What we know', 'What are you looking for?', 'Privacy'],
  })) {
    await page.goto(url);
    const text = await page.locator('body').innerText();
    let at = -1;
    for (const words of order) {
      const next = text.indexOf(words, at + 1);
      assert.ok(next > at, `${url}: “${words}” after ${at}\n${text.slice(0, 1500)}`);
      at = next;
    }
  }
});

test('calling tells nobody', async (t) => {
  const page = await open(t, { ...PHONE, javaScriptEnabled: true });
  await page.goto('/?attendance=online&when=week', { waitUntil: 'networkidle' });
  assert.equal(await page.locator('[ping]').count(), 0);
  // the browser takes the icon when it likes
  const icon = await page.locator('link[rel=icon]').evaluate(({ href }) => href);
  const asked = [];
  page.context().on('request', (request) => request.url() === icon || asked.push(request.url()));
  const calls = page.locator('a[href^="tel:"]');
  assert.ok((await calls.count()) > 1);
  // the browser has no telephone: what the page does is all there is
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  for (const call of [calls.first(), calls.last()]) await call.click();
  // what a press would have begun has been begun before this
  await page.evaluate(() => fetch('/v1/suggest?q=sentinel'));
  assert.deepEqual(asked.map((url) => new URL(url).pathname + new URL(url).search), ['/v1/suggest?q=sentinel']);
});
