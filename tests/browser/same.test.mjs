// What is typed into the box without scripts finds what the API finds, in the same order; where nothing fits, what comes
// close is the same too.

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
  'not religious drug meetings',
  'aa en español lunes',
  'wheelchair na sunday',
  'recovery dharma online',
  'smart recovery near 95112',
  // those that search was made for
  "women's NA tuesday evening manhattan",
  'my son uses heroin',
  '10115',
  'reunión NA martes Bilbao',
];
/** Nothing has all of it. */
const CLOSE = ['alanon spanish online', 'nosuchwordanywhere na'];
/** So much of what comes close is shown. */
const MOST_CLOSE = 5;

/** Types a question into the box; ids of the first list that comes, as `{ page, shown }`. */
async function asked(t, question) {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('What are you looking for?').fill(question);
  const answer = await search(page);
  assert.equal(answer.status(), 200);
  assert.equal(new URL(page.url()).searchParams.get('q'), question, 'the words went as they were typed');
  const shown = await page.locator('ol.cards').first().locator('h3 a')
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.replace('/m/', '')));
  return { page, shown };
}

/** What the API says to it. */
async function told(question) {
  // the page's language and country are the browser's
  const headers = { 'accept-language': 'en-GB' };
  return (await fetch(`${FULL}/v1/meetings?${new URLSearchParams({ q: question, limit: 20 })}`, { headers })).json();
}

for (const question of QUESTIONS) {
  test(`“${question}” in the box is what the API answers`, async (t) => {
    const { page, shown } = await asked(t, question);
    const { total, meetings } = await told(question);
    assert.ok(total > 0, 'the sample sites have something of it');
    assert.deepEqual(shown, meetings.map(({ id }) => id));
    assert.match(await page.getByRole('status').innerText(), new RegExp(`^${shown.length} of ${total}, `));
  });
}

for (const question of CLOSE) {
  test(`“${question}” in the box, which nothing fits, shows what the API says comes close`, async (t) => {
    const { page, shown } = await asked(t, question);
    const { total, instead } = await told(question);
    assert.equal(total, 0);
    assert.ok(instead.meetings.length > 0 && instead.without.length > 0, 'something comes close');
    assert.deepEqual(shown, instead.meetings.slice(0, MOST_CLOSE).map(({ id }) => id));
    await page.getByRole('heading', { level: 1, name: 'No meeting has all of that' }).waitFor();
  });
}
