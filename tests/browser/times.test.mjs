// What is online is told in the reader's own time as well, as the reader's own clock has it, wherever that hangs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE } from './browser.mjs';
import { listing } from './samples.mjs';
import { gate, open } from './suite.mjs';

const ONLINE = '/?attendance=-in_person&when=week';
const ZONES = [
  'Europe/London', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Asia/Tehran',
  'America/New_York', 'Africa/Johannesburg', 'Asia/Kathmandu', 'Pacific/Honolulu', 'America/Sao_Paulo', 'Pacific/Apia',
];

/** What each time of an online meeting says of itself, and what stands under it. */
function told(page) {
  return page.locator('time[data-own]').evaluateAll((times) => times.map((time) => {
    const own = time.parentElement.querySelector('.own');
    return { at: time.dateTime, own: own.checkVisibility({ visibilityProperty: true }) ? own.textContent : '' };
  }));
}

/** Weekday, hour and minute of an instant in a zone, as the test's own machine has them. */
function wall(at, timeZone) {
  const options = { timeZone, weekday: 'short', hour: 'numeric', minute: '2-digit' };
  return new Date(at).toLocaleString('en', options).toLowerCase();
}

for (const timezoneId of ZONES) {
  test(`${timezoneId}: the own time of each online meeting is what the clock there says`, async (t) => {
    const page = await open(t, { javaScriptEnabled: true, timezoneId });
    await page.goto(ONLINE);
    const times = await told(page);
    assert.ok(times.length > 3);
    for (const { at, own } of times) {
      // day and all: the same hour of another day is another time
      const isSame = new Date(at).toLocaleString('sv', { timeZone: timezoneId }).slice(0, 16) === at.slice(0, 16).replace('T', ' ');
      assert.equal(own.toLowerCase(), isSame ? '' : `${wall(at, timezoneId)} your time`, at);
    }
    assert.ok(times.some(({ own }) => own), 'zones differ');
  });
}

test('a clock set forward in between counts', async (t) => {
  // Sunday, 20:00 in London, before and after the clocks of London and New York change
  for (const [at, words] of [['2027-03-07T20:00:00+00:00', 'Sun 3:00 pm'], ['2027-03-21T20:00:00+00:00', 'Sun 4:00 pm'],
    ['2027-03-28T20:00:00+01:00', 'Sun 3:00 pm']]) {
    const page = await open(t, { javaScriptEnabled: true, timezoneId: 'America/New_York' });
    await page.route((url) => url.search === '?attendance=online', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/(<time class="time" datetime=")[^"]+(" data-own)/, `$1${at}$2`);
      return route.fulfill({ response: answer, body });
    });
    await page.goto('/?attendance=online');
    const [first] = await told(page);
    assert.deepEqual([first.at, first.own.replaceAll('\u202f', ' ')], [at, `${words} your time`]);
  }
});

test('the page of a meeting tells it too, and a room only by the clock on its wall', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, timezoneId: 'Asia/Kathmandu' });
  const { id } = await listing({ attendance: '-in_person', when: 'week' });
  await page.goto(`/m/${id}`);
  const [{ at, own }] = await told(page);
  assert.equal(own.toLowerCase(), `${wall(at, 'Asia/Kathmandu')} your time`);
  const { id: room } = await listing({ attendance: '-online,-phone', when: 'week' });
  await page.goto(`/m/${room}`);
  assert.ok((await page.locator('.notice time').count()) > 0);
  assert.deepEqual(await told(page), []);
});

test('whoever says where they are is told by the server, and nothing is added', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, timezoneId: 'Asia/Kathmandu' });
  await page.goto(`${ONLINE}&tz=Asia/Kathmandu`);
  assert.ok((await page.locator('.cards time').count()) > 3);
  assert.deepEqual(await told(page), []);
});

test('a frame on another site, which has no script, keeps no line free for it', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, timezoneId: 'Asia/Kathmandu' });
  await page.goto('/embed?attendance=-in_person&when=week');
  const heights = await page.locator('.own').evaluateAll((all) => all.map((own) => own.getBoundingClientRect().height));
  assert.ok(heights.length > 3);
  assert.ok(heights.every((height) => height === 0), `${heights}`);
});

test('the clock is read as the page reads it', async (t) => {
  for (const [locale, shape] of [['en-US', /\d{1,2}:\d\d\s[ap]m/], ['en-IE', /\d\d:\d\d/], ['es-US', /\d{1,2}:\d\d\s[ap]\.\sm\./],
    ['es-ES', /\d\d:\d\d/], ['de-DE', /\d\d:\d\d/], ['fa-IR', /[۰-۹]{2}:[۰-۹]{2}/]]) {
    const page = await open(t, { javaScriptEnabled: true, timezoneId: 'Asia/Kathmandu', locale });
    await page.goto(ONLINE);
    const [{ own }] = await told(page);
    const main = await page.locator('time[data-own]').first().innerText();
    const whole = new RegExp(`${shape.source}(?!\\s?[ap]\\b)`);
    for (const text of [own, main]) assert.match(text, whole, locale);
  }
});

for (const [screen, size] of Object.entries({ 'a phone': PHONE, 'a desk': DESK })) {
  test(`on ${screen} no line moves for it, even when the script comes late`, async (t) => {
    const page = await open(t, { ...size, javaScriptEnabled: true, timezoneId: 'Asia/Kathmandu' });
    const script = gate();
    await page.route('**/*.js', async (route) => {
      await script.promise;
      return route.continue();
    });
    await page.goto(ONLINE, { waitUntil: 'commit' });
    await page.locator('.cards > li').first().waitFor();
    const tops = () => page.locator('.cards > li').evaluateAll((cards) => cards.map((card) => card.offsetTop));
    const before = await tops();
    assert.ok(!(await told(page)).some(({ own }) => own), 'the script has not come yet');
    script.resolve();
    await page.locator('.own:not([hidden])').first().waitFor();
    assert.deepEqual(await tops(), before);
    const lying = await page.locator('.own:not([hidden])').evaluateAll((all) => all.map((own) => {
      const [inner, outer] = [own, own.closest('.when')].map((element) => element.getBoundingClientRect());
      const reaches = own.closest('.card').querySelector('h3').getBoundingClientRect();
      const isOver = inner.right > reaches.left && inner.left < reaches.right && inner.bottom > reaches.top && inner.top < reaches.bottom;
      return inner.left >= outer.left && inner.right <= outer.right && inner.bottom <= outer.bottom + 1 && !isOver;
    }));
    assert.ok(lying.length > 3 && lying.every(Boolean), 'it stands in its own place');
  });
}
