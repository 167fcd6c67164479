// Suggestions while somebody types: asked for seldom, drawn only when they are others, dropped when they come too late.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, FULL, PHONE } from './browser.mjs';
import { gate, open, settled } from './suite.mjs';

/** The first page with the script at work, and what it asks. */
async function ready(t, options = {}) {
  const page = await open(t, { ...DESK, javaScriptEnabled: true, ...options });
  const [asked, faults] = [[], []];
  page.on('request', (request) => request.url().includes('/v1/suggest') && asked.push(request));
  page.on('pageerror', (error) => faults.push(error.message));
  t.after(() => assert.deepEqual(faults, []));
  // its time goes on as ever, and can be made to go faster
  await page.clock.install();
  await page.goto('/');
  await page.locator('#q[role=combobox]').waitFor();
  return { page, field: page.locator('#q'), options: page.locator('.suggest [role=option]'), asked };
}

/** Answers in place of the server. */
const answer = (route, labels) => route.fulfill({
  json: { suggestions: labels.map((label) => ({ kind: 'town', label, parameter: 'near', value: '1,2', listings: null, link: null })) },
});

test('letters typed in one go are asked for once', async (t) => {
  const { page, field, options, asked } = await ready(t);
  // by the page's own clock, so that a busy machine types as fast
  await field.evaluate(async (field) => {
    for (const letter of 'san jose') {
      field.focus();
      field.value += letter;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((next) => setTimeout(next, 30));
    }
  });
  await options.first().waitFor();
  assert.deepEqual(asked.map((request) => new URL(request.url()).searchParams.get('q')), ['san jose']);
  assert.ok(asked[0].url().startsWith(FULL));
  assert.equal(await asked[0].response().then((got) => got.headerValue('cache-control')), 'no-store');
  assert.equal(new URL(page.url()).search, '', 'nothing of it is in the address');
  await field.fill('s');
  await page.clock.runFor(5000);
  await settled(page);
  assert.equal(asked.length, 1, 'a single letter is not asked for');
  assert.equal(await options.count(), 0);
});

test('a list that is the same is not drawn again', async (t) => {
  const { page, field, options, asked } = await ready(t);
  await page.route('**/v1/suggest*', (route) => answer(route, ['San Jose', 'San Juan']));
  await field.fill('san');
  await options.first().waitFor();
  await page.evaluate(() => {
    globalThis.drawn = 0;
    new MutationObserver((all) => (globalThis.drawn += all.length)).observe(document.querySelector('.suggest'), { childList: true, attributes: true });
  });
  await page.keyboard.press('ArrowDown');
  const answered = page.waitForResponse('**/v1/suggest*');
  await field.fill('san j');
  await answered;
  await settled(page);
  assert.equal(asked.length, 2);
  assert.equal(await page.evaluate(() => globalThis.drawn), 0);
  assert.equal(await options.count(), 2);
  assert.equal(await field.getAttribute('aria-activedescendant'), null, 'whoever types on has not chosen');
  assert.equal(await page.locator('.suggest [aria-selected=true]').count(), 0);
});

test('an answer that comes too late is dropped', async (t) => {
  const { page, field, options } = await ready(t);
  const first = gate();
  await page.route('**/v1/suggest*', async (route) => {
    const words = new URL(route.request().url()).searchParams.get('q');
    if (words === 'sa') await first.promise;
    return answer(route, [`Only ${words}`]).catch(() => {});
  });
  await field.pressSequentially('sa');
  const late = await page.waitForRequest('**/v1/suggest*');
  await field.pressSequentially('n j');
  await options.filter({ hasText: 'Only san j' }).waitFor();
  first.resolve();
  // it comes, or the page has given it up
  await late.response();
  await settled(page);
  assert.deepEqual(await options.allInnerTexts(), ['Only san j']);
});

test('an answer after the field was left, or closed, opens nothing', async (t) => {
  const { page, field, options } = await ready(t);
  let wait = gate();
  await page.route('**/v1/suggest*', async (route) => {
    await wait.promise;
    return answer(route, ['Late']).catch(() => {});
  });
  for (const go of [() => field.blur(), () => field.fill('')]) {
    wait = gate();
    const asked = page.waitForRequest('**/v1/suggest*');
    await field.fill('san jose');
    const late = await asked;
    await go();
    wait.resolve();
    await late.response();
    await settled(page);
    assert.equal(await options.count(), 0);
    assert.equal(await field.getAttribute('aria-expanded'), 'false');
  }
});

for (const [name, fail] of Object.entries({
  'a broken network': (route) => route.abort(),
  'an overworked server': (route) => route.fulfill({ status: 429, json: {} }),
  'another answer': (route) => route.fulfill({ status: 200, json: { other: 1 } }),
})) {
  test(`${name} leaves the plain form, and no stale list`, async (t) => {
    const { page, field, options } = await ready(t);
    await field.pressSequentially('san jo');
    await options.first().waitFor();
    await page.route('**/v1/suggest*', fail);
    await field.pressSequentially('s');
    await page.waitForFunction(() => document.querySelector('.suggest').hidden);
    assert.equal(await options.count(), 0);
    assert.equal(await field.inputValue(), 'san jos');
    await Promise.all([page.waitForURL('**/?q=san+jos*'), page.keyboard.press('Enter')]);
  });
}

test('letters that a phone is still composing are asked for', async (t) => {
  const { page, field, options } = await ready(t, PHONE);
  await field.tap();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'san jo', selectionStart: 6, selectionEnd: 6 });
  await options.first().waitFor();
  assert.equal(await field.inputValue(), 'san jo');
});

test('arrows go round, and Escape closes without emptying the field', async (t) => {
  const { page, field, options } = await ready(t);
  await page.route('**/v1/suggest*', (route) => answer(route, ['One', 'Two', 'Three']));
  await field.pressSequentially('on');
  await options.first().waitFor();
  const chosen = () => page.locator('[aria-selected=true]').allInnerTexts();
  for (const [key, label] of [['ArrowUp', 'Three'], ['ArrowDown', 'One'], ['ArrowDown', 'Two'], ['ArrowUp', 'One'], ['ArrowUp', 'Three']]) {
    await page.keyboard.press(key);
    assert.deepEqual(await chosen(), [label]);
    const active = await field.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active}`).innerText(), label);
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q', 'the focus stays in the field');
  await page.keyboard.press('Escape');
  assert.deepEqual([await options.count(), await field.inputValue(), await field.getAttribute('aria-expanded')], [0, 'on', 'false']);
  assert.equal(await field.getAttribute('aria-activedescendant'), null);
});

test('the one meeting of a name leads to its page, a name of several is sent as one', async (t) => {
  const { page, field, options } = await ready(t);
  await field.fill('sunday supper');
  await options.filter({ hasText: 'Sunday Supper Group' }).click();
  await page.waitForURL('**/m/*');
  await page.getByRole('heading', { level: 1, name: 'Sunday Supper Group' }).waitFor();
  await page.goto('/?ui_lang=de');
  await page.route('**/v1/suggest*', (route) => route.fulfill({
    json: { suggestions: [{ kind: 'listing', label: 'Tuesday Women', parameter: 'q', value: '"Tuesday Women"', listings: 3, link: null }] },
  }));
  await field.fill('tuesday w');
  await options.first().click();
  assert.equal(await field.inputValue(), '"Tuesday Women"');
});

test('nothing moves while suggestions come and go', async (t) => {
  const { page, field, options } = await ready(t, PHONE);
  const tops = () => page.locator('main *:not(.suggest, .suggest *)').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top + scrollY));
  const before = await tops();
  assert.ok(before.length > 20);
  await field.pressSequentially('san jo');
  await options.first().waitFor();
  assert.deepEqual(await tops(), before);
  await page.keyboard.press('Escape');
  assert.deepEqual(await tops(), before);
});
