// Finding a meeting on a phone, without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY } from './browser.mjs';
import { listings } from './samples.mjs';
import { follow, open, search } from './suite.mjs';

test('words, fellowship, day and way of taking part find the meeting', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('Words').fill('Supper');
  await page.getByLabel('Fellowship').selectOption({ label: 'Narcotics Anonymous' });
  await page.getByLabel('Day').selectOption({ label: 'Sunday' });
  await page.getByLabel('How to take part').selectOption({ label: 'In person' });
  await search(page);

  await page.getByRole('heading', { level: 1, name: '1 meeting' }).waitFor();
  const said = await page.getByRole('list', { name: 'What was searched for' }).locator('bdi').allInnerTexts();
  assert.deepEqual(said.toSorted(), ['In person', 'Narcotics Anonymous', 'Sunday', '“Supper”'].toSorted());
  const card = await page.locator('.cards > li').innerText();
  for (const part of [
    'Sunday Supper Group',
    'Narcotics Anonymous · ',
    'Open to anyone',
    'Today, 7:00 pm (Los Angeles time)',
    'In person: ',
    'San Jose',
    'From Bay and Valley Region of Narcotics Anonymous, read just now',
  ]) {
    assert.ok(card.includes(part), `the card says “${part}”:\n${card}`);
  }
});

test('results are an ordered list with times that programs can read', async (t) => {
  const page = await open(t);
  await page.goto('/search?weekday=sun');
  const cards = page.getByRole('list', { name: /meetings$/ }).getByRole('listitem');
  assert.equal(await cards.count(), 20);
  const stamps = await page.locator('.cards time').evaluateAll((times) => times.map((time) => time.dateTime));
  assert.equal(stamps.length, 20);
  for (const stamp of stamps) assert.match(stamp, /^2026-11-(22|29)T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)$/);
});

test('only what is on is found under “On now”', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('When').selectOption({ label: 'On now' });
  await search(page);
  const tags = await page.locator('.cards .tag').allInnerTexts();
  assert.ok(tags.length > 0);
  assert.equal(tags.length, await page.locator('.cards > li').count());
  for (const tag of tags) assert.match(tag, /^On now/);
});

test('a point finds the nearest first, with distances', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('Near', { exact: true }).fill('37.35, -121.88');
  await page.getByLabel('How to take part').selectOption({ label: 'In person' });
  await search(page);
  const cards = await page.locator('.cards > li').allInnerTexts();
  assert.ok(cards.length > 5);
  for (const card of cards) assert.match(card, /\(\d+(\.\d)? km (N|NE|E|SE|S|SW|W|NW)\)/);
});

test('what was searched for is said in the words of the form', async (t) => {
  const page = await open(t);
  for (const field of ['when', 'weekday', 'attendance']) {
    await page.goto('/');
    const options = await page.locator(`#${field} option:not([value=""])`).evaluateAll((options) =>
      options.map(({ value, label }) => ({ value, label })),
    );
    assert.ok(options.length > 2);
    for (const { value, label } of options) {
      await page.goto(`/search?${field}=${value}`);
      const said = await page.getByRole('list', { name: 'What was searched for' }).locator('bdi').innerText();
      assert.equal(said.toLowerCase(), label.toLowerCase());
    }
  }
});

test('what was understood can be taken away again, and nothing else goes', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('Words').fill('na meetings sunday in person');
  await search(page);
  const chips = page.getByRole('list', { name: 'What was searched for' });
  assert.deepEqual((await chips.locator('bdi').allInnerTexts()).toSorted(), ['In person', 'Narcotics Anonymous', 'Sunday']);
  await chips.getByRole('link', { name: 'Without Sunday' }).tap();
  await page.waitForURL((url) => !url.search.includes('sun'));
  assert.deepEqual((await chips.locator('bdi').allInnerTexts()).toSorted(), ['In person', 'Narcotics Anonymous']);
});

test('what was asked for stays in the form and can be changed', async (t) => {
  const page = await open(t);
  await page.goto('/search?q=supper&fellowship=na&weekday=sun&attendance=in_person');
  assert.ok(!(await page.getByLabel('Words').isVisible()), 'the form is folded away above results');
  await page.getByText('Change the search').tap();
  assert.equal(await page.getByLabel('Words').inputValue(), 'supper');
  assert.equal(await page.getByLabel('Fellowship').inputValue(), 'na');
  assert.equal(await page.getByLabel('Day').inputValue(), 'sun');
  assert.equal(await page.getByLabel('How to take part').inputValue(), 'in_person');
  await page.getByLabel('Words').fill('');
  await search(page);
  assert.ok((await page.locator('.cards > li').count()) > 1, 'without the words there is more');
});

test('nothing found leaves the words standing and shows what there is instead', async (t) => {
  const page = await open(t);
  const answer = await page.goto('/search?q=nosuchwordanywhere&fellowship=na');
  assert.equal(answer.status(), 200);
  await page.getByRole('heading', { level: 1, name: 'No meeting found' }).waitFor();
  assert.match(await page.getByRole('main').innerText(), /Nothing fits all of that/);
  assert.ok((await page.locator('.cards > li').count()) > 0, 'what there is without the words');
  assert.match(await page.getByRole('main').innerText(), /If you are in danger/);
  await page.getByText('Change the search').tap();
  assert.equal(await page.getByLabel('Words').inputValue(), 'nosuchwordanywhere');
  await page.getByLabel('Words').fill('');
  await search(page);
  assert.ok((await page.locator('.cards > li').count()) > 0);
});

for (const [field, wrong, advice] of [
  ['Near', 'Xyzzyville', /near.*no place that is known/i],
  ['Near', '95,200', /near.*latitude.*-90 to 90/i],
  ['Within (km)', 'far', /within.*number/i],
]) {
  test(`“${wrong}” as ${field} is told in place, and what was entered stays`, async (t) => {
    const page = await open(t);
    await page.goto('/');
    if (field === 'Within (km)') await page.getByLabel('Near', { exact: true }).fill('37.35,-121.88');
    await page.getByLabel(field, { exact: true }).fill(wrong);
    await page.getByLabel('Day').selectOption('sun');
    assert.equal((await search(page)).status(), 400);
    // by the name that people see
    const advised = await page.getByRole('alert').innerText();
    assert.match(advised, advice);
    assert.doesNotMatch(advised, /[a-z]_[a-z]/);
    assert.equal(await page.getByLabel(field, { exact: true }).inputValue(), wrong);
    assert.equal(await page.getByLabel('Day').inputValue(), 'sun');
  });
}

test('“Show more” leads through all results without repeating any', async (t) => {
  const page = await open(t);
  const { total } = await listings({ weekday: 'sun' });
  assert.ok(total > 40, 'the sample sites have three pages of Sunday meetings');
  await page.goto('/search?weekday=sun');
  const seen = new Set();
  const more = page.getByRole('link', { name: 'Show more' });
  for (let pages = 1; ; pages += 1) {
    assert.ok(pages <= Math.ceil(total / 20), 'the last page says so');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), `${total} meetings`);
    const links = page.locator('.cards h2 a');
    for (const href of await links.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      assert.ok(!seen.has(href), `${href} is shown twice`);
      seen.add(href);
    }
    if ((await more.count()) === 0) break;
    await follow(page, more);
  }
  assert.equal(seen.size, total);
});

test('before the first crawl the page says so', async (t) => {
  const page = await open(t);
  const answer = await page.goto(`${EMPTY}/`);
  assert.equal(answer.status(), 200);
  assert.match(await page.getByRole('main').innerText(), /There are no meetings here yet/);
  await page.getByLabel('Words').fill('Supper');
  await search(page);
  await page.getByRole('heading', { level: 1, name: 'No meeting found' }).waitFor();
});
