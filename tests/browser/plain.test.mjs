// What each page is made of, the languages it speaks, and that it always leads on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './browser.mjs';
import { everyPage } from './samples.mjs';
import { open } from './suite.mjs';

test('without a style the text comes in a sensible order', async (t) => {
  const page = await open(t);
  await page.route('**/*.css', (route) => route.abort());
  await page.goto('/?weekday=sun');
  const text = await page.locator('body').innerText();
  const order = ['Skip to the main part', 'Leave this site', 'Meetings', 'Need to talk now?', '20 of', 'From ', 'What are you looking for?', 'Privacy'];
  const places = order.map((words) => text.indexOf(words));
  assert.ok(places.every((place) => place >= 0), `${places}`);
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
});

test('pages that lead people on have the lines for people in distress', async (t) => {
  const page = await open(t);
  const pages = await everyPage();
  for (const name of ['home', 'results', 'near', 'no results', 'refused', 'listing', 'unknown listing', 'unknown page', 'nothing crawled']) {
    await page.goto(pages[name].url);
    assert.ok(await page.getByRole('region', { name: 'Help now' }).isVisible(), name);
    assert.ok((await page.locator('.help a').count()) >= 1, name);
  }
  await page.goto(pages.near.url);
  const numbers = await page.locator('.help a[href^=tel]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.deepEqual(numbers, ['tel:988', 'tel:911'], 'those of the country');
});

test('meaning is in the markup', async (t) => {
  const page = await open(t);
  await page.goto('/?attendance=online');
  const faults = await page.evaluate(() => {
    const found = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    if (all('main ol.cards > li h3 a bdi').length !== all('ol.cards > li').length) found.push('names stand in bdi');
    if (all('[role=status]').length !== 1) found.push('one status');
    for (const field of all('input:not([type=hidden]), select')) if (!field.labels.length) found.push(field.id);
    const levels = all('h1, h2, h3').map((heading) => Number(heading.localName[1]));
    levels.forEach((level, at) => at > 0 && level > levels[at - 1] + 1 && found.push(`h${level} after h${levels[at - 1]}`));
    return found;
  });
  assert.deepEqual(faults, []);
});

test('Persian reads from right to left and keeps names apart', async (t) => {
  const page = await open(t, { locale: 'fa-IR' });
  const answer = await page.goto('/?when=week');
  assert.equal(await answer.headerValue('content-language'), 'fa');
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
  assert.match(await page.getByRole('status').innerText(), /[۰-۹]/);
  assert.ok((await page.locator('.cards bdi').count()) >= 20);
});

test('nothing shifts while a page loads', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  for (const url of ['/', '/?when=week', '/?attendance=in_person']) {
    await page.goto(url, { waitUntil: 'networkidle' });
    const shift = await page.evaluate(() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 300);
    }));
    assert.ok(shift <= 0.02, `${url}: ${shift}`);
  }
});

test('whatever is asked, the page leads on', async () => {
  const words = ['na', 'women', 'tonight', 'سلام', 'naïve', '日本語', '🙂🙂', 'a'.repeat(390), '%00', '<b>', '"', 'near me', 'I want to die', 'San Jose',
    '95112', 'online', 'friday', '  ', '-', 'not aa', '()', 'SELECT', 'friend of my friend', 'help', '\u202e', '12:00', 'heute abend', 'alanon'];
  // a seeded walk: the same 200 queries every time
  let seed = 7;
  const pick = () => words[(seed = (seed * 1103515245 + 12345) % 2147483648) % words.length];
  for (let at = 0; at < 200; at += 1) {
    const q = Array.from({ length: 1 + (at % 3) }, pick).join(' ').slice(0, 400);
    const answer = await fetch(`${FULL}/?${new URLSearchParams({ q })}`, { headers: { accept: 'text/html' } });
    const html = await answer.text();
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    assert.ok(answer.status < 500, `${q}: ${answer.status}`);
    assert.match(main, /<a class="(button|row|chip)|<button class="button"/, q);
    assert.match(main, /class="say help"/, q);
  }
});
