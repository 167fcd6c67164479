// What each page is made of, and the languages it speaks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyPage } from './samples.mjs';
import { open } from './suite.mjs';

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

