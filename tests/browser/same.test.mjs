// What is typed into the box without scripts finds what the API finds, in the same order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './browser.mjs';
import { open, search } from './suite.mjs';

/** Questions as people ask them: group, day, time, place, people, ways, languages, substances. */
const QUESTIONS = [
  "women's NA san jose",
  'na tonight near San Jose',
  'aa women saturday',
  'alanon online',
  'my son uses heroin',
  'not religious drug meetings',
  'aa en español lunes',
  'wheelchair na sunday',
  'recovery dharma online',
  'smart recovery near 95112',
];

for (const question of QUESTIONS) {
  test(`“${question}” in the box is what the API answers`, async (t) => {
    const page = await open(t);
    await page.goto('/');
    await page.getByLabel('What are you looking for?').fill(question);
    const answer = await search(page);
    assert.equal(answer.status(), 200);
    assert.equal(new URL(page.url()).searchParams.get('q'), question, 'the words went as they were typed');
    const shown = await page.locator('ol.cards').first().locator('h3 a')
      .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.replace('/m/', '')));

    // the page's language and country are the browser's
    const headers = { 'accept-language': 'en-GB' };
    const told = await fetch(`${FULL}/v1/meetings?${new URLSearchParams({ q: question, limit: 20 })}`, { headers });
    const { total, meetings } = await told.json();
    assert.ok(total > 0, 'the sample sites have something of it');
    assert.deepEqual(shown, meetings.map(({ id }) => id));
    assert.match(await page.getByRole('status').innerText(), new RegExp(`^${shown.length} of ${total}, `));
  });
}
