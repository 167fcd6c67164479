// The page of one meeting, without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyPage, fullest, listing, supper } from './samples.mjs';
import { follow, open, search } from './suite.mjs';

const section = (page, name) => page.getByRole('region', { name });

test('from the results to the meeting and back', async (t) => {
  const page = await open(t);
  await page.goto('/');
  await page.getByLabel('What are you looking for?').fill('supper');
  await search(page);
  await follow(page, page.getByRole('link', { name: 'Sunday Supper Group', exact: true }));
  await page.getByRole('heading', { level: 1, name: 'Sunday Supper Group' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Meetings' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Find a recovery meeting' }).waitFor();
});

test('it says what, when, where and who says so', async (t) => {
  const page = await open(t);
  const { id, venue, schedule } = await supper();
  await page.goto(`/m/${id}`);
  assert.match(await page.title(), /^Sunday Supper Group, Every Sunday, 7:00 pm/);
  const top = await page.locator('.notice').innerText();
  assert.match(top, /^Sunday Supper Group\s+Narcotics Anonymous · /);
  assert.match(top, /Every Sunday, 7:00 pm to \d+:\d\d [ap]m, Los Angeles time/);
  assert.match(top, /Next: today, 7:00 pm/);

  const where = await section(page, 'Where').innerText();
  assert.ok(where.includes(venue.name) && where.includes(venue.address), where);
  for (const name of ['Apple Maps', 'Google Maps', 'OpenStreetMap']) {
    assert.ok(await page.getByRole('link', { name }).isVisible(), name);
  }
  const app = { name: 'The map app of this phone' };
  assert.equal(await page.getByRole('link', app).count(), 0, 'what opens it is known on one kind of phone');
  const phone = await open(t, { userAgent: 'Mozilla/5.0 (Linux; Android 13; Pixel 6)' });
  await phone.goto(`/m/${id}`);
  assert.equal(await phone.getByRole('link', app).getAttribute('href'), `geo:${venue.lat},${venue.lon}`);

  const what = await section(page, 'What kind of meeting').innerText();
  assert.match(what, /Open to anyone/);
  assert.match(what, /not stated/);

  const who = await section(page, 'Who says so').innerText();
  assert.match(who, /From Bay and Valley Region of Narcotics Anonymous/);
  assert.match(who, /We read their list just now/);
  assert.match(who, /check with the group before you travel/);
  assert.equal(schedule.timezone_source, 'coordinates');
  assert.match(who, /The time zone: Los Angeles/);
});

test('one press joins, and the page joined learns nothing of ours', async (t) => {
  const page = await open(t);
  const { id, online } = await fullest();
  await page.goto(`/m/${id}`);
  const join = page.getByRole('link', { name: /^Join / }).first();
  assert.equal(await join.getAttribute('href'), online.url);
  const dial = await page.getByRole('link', { name: 'Call in' }).getAttribute('href');
  assert.match(dial, /^tel:\+1555555\d{4}(,,\d+%23)?$/);
});

test('no link to elsewhere tells where it was pressed', async (t) => {
  const page = await open(t);
  let count = 0;
  const pages = [...Object.values(await everyPage()), { url: '/?attendance=online' }];
  for (const { url } of pages) {
    await page.goto(url);
    const links = await page.locator('a[href^=http]').evaluateAll((links) =>
      links
        .filter((link) => link.origin !== location.origin)
        .map((link) => ({ href: link.href, rel: link.rel, target: link.target })),
    );
    count += links.length;
    for (const { href, rel, target } of links) {
      assert.deepEqual(rel.split(' ').toSorted(), ['nofollow', 'noopener', 'noreferrer'], href);
      assert.equal(target, '', `${href} opens where people expect it`);
    }
  }
  assert.ok(count > 10, 'the sample pages have links to elsewhere');
});

test('a passcode is shown where it belongs and nowhere else', async (t) => {
  const page = await open(t);
  const suits = ({ online }) => online?.access_code && online.notes;
  const { id, name, online } = await listing({ attendance: 'online' }, suits);
  await page.goto(`/m/${id}`);
  const text = await page.getByRole('main').innerText();
  assert.equal(text.split(online.access_code).length, 2, `once on the page:\n${text}`);
  assert.match(text, new RegExp(`^Passcode\\s+${online.access_code}$`, 'm'));
  for (const words of await page.locator('.words').allInnerTexts()) {
    assert.ok(!words.includes(online.access_code), words);
  }
  await page.goto(`/?${new URLSearchParams({ q: name, attendance: 'online' })}`);
  assert.ok((await page.locator('.cards > li').count()) > 0);
  assert.ok(!(await page.getByRole('main').innerText()).includes(online.access_code));
  await page.goto(`/?q=${online.access_code}`);
  await page.getByRole('heading', { name: 'No meeting has all of that' }).waitFor();
});

test('a private contact in the notes is not shown', async (t) => {
  const page = await open(t);
  const { id } = await listing({}, ({ notes }) => notes?.includes('First time? Write to'));
  await page.goto(`/m/${id}`);
  const html = await page.content();
  assert.ok(html.includes('First time? Write to'));
  assert.ok(!html.includes('@example.org') && !html.includes('555-0142'), html);
});

test('nobody is sent to a room that there is not', async (t) => {
  const page = await open(t);
  const { id } = await listing({ attendance: '-in_person' }, ({ venue }) => venue);
  await page.goto(`/m/${id}`);
  assert.equal(await section(page, 'Where').count(), 0);
  assert.equal(await page.getByRole('link', { name: /Directions|map app/ }).count(), 0);
});

test('a paused meeting says so', async (t) => {
  const page = await open(t);
  const { id } = await listing({ inactive: 'include' }, ({ status }) => status === 'paused');
  await page.goto(`/m/${id}`);
  const text = await page.getByRole('main').innerText();
  assert.match(text, /Not meeting at the moment/);
  assert.doesNotMatch(text, /Next: /);
  assert.match(text, /This meeting is not held at the moment/);
});

test('an address that is not listed leads on', async (t) => {
  const page = await open(t);
  const answer = await page.goto('/m/m0000000000000');
  assert.equal(answer.status(), 404);
  await follow(page, page.getByRole('main').getByRole('link', { name: 'Find a meeting' }));
  await page.getByRole('heading', { level: 1, name: 'Find a recovery meeting' }).waitFor();
});
