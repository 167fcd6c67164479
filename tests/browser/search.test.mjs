// Finding a meeting on a phone, without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY } from './browser.mjs';
import { listings } from './samples.mjs';
import { follow, open, search } from './suite.mjs';

const ASK = 'What are you looking for?';
/** Opens the folded choices of the form. */
const more = (page) => page.locator('form[role=search] summary').first().tap();
const said = (page) => page.locator('.chip.said').allInnerTexts();

test('words, group, day and way of taking part find the meeting', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel(ASK).fill('Supper');
  await more(page);
  await page.getByLabel('Group').selectOption({ label: 'Narcotics Anonymous' });
  await page.getByLabel('Day', { exact: true }).selectOption({ label: 'Sunday' });
  await page.getByLabel('How to take part').selectOption({ label: 'In person' });
  await search(page);

  await page.getByRole('heading', { level: 1, name: 'Meetings' }).waitFor();
  const words = (await said(page)).map((chip) => chip.replace(/\s*×.*$/s, '').trim());
  assert.deepEqual(words.toSorted(), ['In person', 'Narcotics Anonymous', 'Sunday', '“Supper”'].toSorted());
  assert.match(await page.getByRole('status').innerText(), /^1 of 1, /);
  const card = await page.locator('.cards > li').innerText();
  for (const part of [
    'Sunday Supper Group',
    'Narcotics Anonymous · ',
    'Open to anyone',
    '7:00 pm',
    'today',
    'San Jose',
    'Directions',
    'From Bay and Valley Region of Narcotics Anonymous · read just now',
  ]) {
    assert.ok(card.includes(part), `the card says “${part}”:\n${card}`);
  }
});

/** From one word to more wishes than any meeting fulfils, so that what comes close is shown. */
const QUESTIONS = [
  'when=week', 'when=tonight', 'when=now&attendance=online', 'q=Oakland', 'q=tonight+near+San+Jose', 'q=Tokyo+Japan',
  'q=NA+meeting+tonight+near+Oakland+CA', 'near=37.35,-121.88&attendance=in_person&when=tonight',
  'q=women+only+wheelchair+tonight+Oakland+CA', 'q=na+san+jose+wheelchair+women+saturday+morning',
  'q=al-anon+family+group+beginners+speaker+spanish+saturday+evening+San+Jose',
];

test('the first thing to do is on the first screen', async (t) => {
  const page = await open(t, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const language of ['en', 'es', 'fr', 'de', 'pt', 'fa']) {
    const ends = [];
    for (const question of QUESTIONS) {
      await page.goto(`/?${question}&ui_lang=${language}`);
      const { y, height } = await page.locator('.cards .button').first().boundingBox();
      ends.push([Math.round(y + height), question]);
    }
    const [lowest, question] = ends.toSorted(([a], [b]) => b - a)[0];
    t.diagnostic(`${language}: ${lowest} of 844 px after ${question}`);
    assert.ok(lowest <= 844, `${question} in ${language}: it ends at ${lowest} px`);
  }
});

test('results are an ordered list with times that programs can read', async (t) => {
  const page = await open(t);
  await page.goto('/?weekday=sun');
  const cards = page.locator('ol.cards > li');
  assert.equal(await cards.count(), 20);
  const stamps = await page.locator('.cards time').evaluateAll((times) => times.map((time) => time.dateTime));
  assert.equal(stamps.length, 20);
  for (const stamp of stamps) assert.match(stamp, /^2026-11-(22|23|29)T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)$/);
});

test('only what is on is found under “On now”', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await more(page);
  await page.getByLabel('When').selectOption({ label: 'On now' });
  await search(page);
  const tags = await page.locator('.cards .tag.now').allInnerTexts();
  assert.ok(tags.length > 0);
  assert.equal(tags.length, await page.locator('.cards > li').count());
  for (const tag of tags) assert.match(tag, /^On now/);
});

test('a town is found by its name, the nearest first, with distances', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel(ASK).fill('in person near San Jose');
  await search(page);
  await page.getByRole('heading', { level: 1, name: 'Meetings near San Jose' }).waitFor();
  const cards = await page.locator('.cards > li').allInnerTexts();
  assert.ok(cards.length > 5);
  for (const card of cards) assert.match(card, /\d+(\.\d)? mi( (north|east|south|west)|\s)/);
});

test('a chip taken away leaves the rest, and the count says so', async (t) => {
  const page = await open(t);
  await page.goto('/?fellowship=na&weekday=sun&attendance=in_person');
  const before = await page.getByRole('status').innerText();
  await follow(page, page.locator('.chip.said', { hasText: 'Sunday' }));
  const words = (await said(page)).map((chip) => chip.replace(/\s*×.*$/s, '').trim());
  assert.deepEqual(words.toSorted(), ['In person', 'Narcotics Anonymous']);
  assert.notEqual(await page.getByRole('status').innerText(), before);
  assert.equal(new URL(page.url()).searchParams.get('weekday'), null);
  await page.goBack();
  assert.equal(await page.getByRole('status').innerText(), before);
});

test('what was understood can be taken away again, and nothing else goes', async (t) => {
  const page = await open(t);
  const words = async () => (await said(page)).map((chip) => chip.replace(/\s*×.*$/s, '').trim()).toSorted();
  await page.goto('/');
  await page.getByLabel(ASK).fill('na meetings sunday in person');
  await search(page);
  assert.deepEqual(await words(), ['In person', 'Narcotics Anonymous', 'Sunday']);
  await follow(page, page.locator('.chip.said', { hasText: 'Sunday' }));
  assert.deepEqual(await words(), ['In person', 'Narcotics Anonymous']);
});

test('what was asked for stays in the form and can be changed', async (t) => {
  const page = await open(t);
  await page.goto('/?q=supper&fellowship=na&weekday=sun&attendance=in_person');
  await page.getByRole('link', { name: 'Change search' }).tap();
  await more(page);
  assert.equal(await page.getByLabel(ASK).inputValue(), 'supper');
  assert.equal(await page.getByLabel('Group').inputValue(), 'na');
  assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), 'sun');
  assert.equal(await page.getByLabel('How to take part').inputValue(), 'in_person');
  await page.getByLabel(ASK).fill('');
  await search(page);
  assert.ok((await page.locator('.cards > li').count()) > 1, 'without the words there is more');
});

test('nothing found says what comes close and leaves the words standing', async (t) => {
  const page = await open(t);
  const answer = await page.goto('/?q=nosuchwordanywhere&fellowship=na');
  assert.equal(answer.status(), 200);
  await page.getByRole('heading', { level: 1, name: 'No meeting has all of that' }).waitFor();
  assert.match(await page.getByRole('main').innerText(), /Need to talk now/);
  assert.equal(await page.getByLabel(ASK).inputValue(), 'nosuchwordanywhere');
  await follow(page, page.locator('section a.row').first());
  assert.ok((await page.locator('.cards > li').count()) > 0);
});

test('what makes no sense is told by the name that people see, and what was entered stays', async (t) => {
  const page = await open(t);
  const answer = await page.goto('/?after=25:99&q=friday&weekday=sun');
  assert.equal(answer.status(), 400);
  const advised = await page.getByRole('alert').innerText();
  assert.match(advised, /Starts at or after/);
  assert.doesNotMatch(advised, /[a-z]_[a-z]/);
  assert.equal(await page.getByLabel(ASK).inputValue(), 'friday');
  assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), 'sun');
});

test('“Show the next” leads through all results without repeating any', async (t) => {
  const page = await open(t);
  const { total } = await listings({ weekday: 'sun' });
  assert.ok(total > 40, 'the sample sites have three pages of Sunday meetings');
  await page.goto('/?weekday=sun');
  const seen = new Set();
  const next = page.locator('a[rel=next]');
  for (let pages = 1; ; pages += 1) {
    assert.ok(pages <= Math.ceil(total / 20), 'the last page says so');
    const links = page.locator('.cards h3 a');
    for (const href of await links.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      assert.ok(!seen.has(href), `${href} is shown twice`);
      seen.add(href);
    }
    if ((await next.count()) === 0) break;
    await follow(page, next);
  }
  assert.equal(seen.size, total);
});

test('before the first crawl the page says so', async (t) => {
  const page = await open(t);
  const answer = await page.goto(`${EMPTY}/`);
  assert.equal(answer.status(), 200);
  assert.match(await page.getByRole('main').innerText(), /There are no meetings here yet/);
  await page.getByLabel(ASK).fill('Supper');
  await search(page);
  await page.getByRole('heading', { level: 1, name: 'No meeting has all of that' }).waitFor();
});
