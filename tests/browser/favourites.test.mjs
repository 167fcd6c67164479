// Favourites: kept on the device when somebody asks for it and not before, and gone when they say so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { DESK, FULL, PHONE } from './browser.mjs';
import { everyPage, fullest, supper } from './samples.mjs';
import { follow, open } from './suite.mjs';

const SCRIPT = { ...PHONE, javaScriptEnabled: true };
const keep = (page) => page.getByRole('button', { name: 'Keep on this device' });
const kept = (page) => page.getByRole('region', { name: 'Kept on this device' });

/** Everything that a site can leave in a browser. */
async function stored(page) {
  const held = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: (await navigator.storage.estimate()).usageDetails ?? {},
  }));
  return { ...held, files: Object.keys(held.files), cookies: (await page.context().cookies()).length };
}
const NOTHING = { local: {}, session: 0, databases: 0, caches: 0, workers: 0, files: [], cookies: 0 };

test('a whole visit leaves nothing, as long as nobody asks for it', async (t) => {
  const page = await open(t, { ...SCRIPT, geolocation: { latitude: 37.33821, longitude: -121.88634 }, permissions: ['geolocation'] });
  await page.goto('/');
  await page.locator('#q').pressSequentially('san jo');
  await page.locator('.suggest [role=option]').first().tap();
  await follow(page, page.getByRole('button', { name: 'Find meetings' }).first());
  await follow(page, page.locator('.cards h3 a').first());
  await keep(page).waitFor();
  await page.goto('/');
  await follow(page, page.getByRole('button', { name: 'Near me' }));
  let visited = 0;
  for (const { url } of Object.values(await everyPage())) {
    await page.goto(url);
    if (!page.url().startsWith(FULL)) continue;
    assert.deepEqual(await stored(page), NOTHING, url);
    visited += 1;
  }
  assert.ok(visited > 20);
});

test('without scripts there is nothing to keep with', async (t) => {
  const page = await open(t, PHONE);
  for (const url of [`/m/${(await supper()).id}`, '/']) {
    await page.goto(url);
    assert.ok(!(await page.getByRole('main').innerText()).includes('this device'), url);
    assert.equal(await page.locator('button:visible', { hasText: /Keep|Forget|Share/ }).count(), 0);
  }
});

test('kept, seen on the first page, opened, forgotten', async (t) => {
  const page = await open(t, SCRIPT);
  const asked = [];
  const [room, both] = [await supper(), await fullest()];
  await page.goto(`/m/${room.id}`, { waitUntil: 'networkidle' });
  page.on('request', (request) => asked.push(request.url()));
  assert.match(await page.locator('#keep-says').innerText(), /Anybody who uses this device can see/, 'said before it is done');
  await keep(page).tap();
  assert.match(await page.locator('.notice [role=status]').innerText(), /^Kept\. You find it on the home page\.$/);
  assert.deepEqual(asked, [], 'nobody learns of it');
  const { local, ...others } = await stored(page);
  const { local: none, ...nothing } = NOTHING;
  assert.deepEqual(others, nothing);
  assert.deepEqual(Object.keys(local), ['everyroom.kept']);
  const [meeting, ...more] = JSON.parse(Object.values(local)[0]);
  assert.equal(more.length, 0);
  assert.deepEqual(Object.keys(meeting), ['id', 'name', 'line'], 'of the meeting alone');
  assert.deepEqual([meeting.id, meeting.name], [room.id, 'Sunday Supper Group']);
  assert.match(meeting.line, /^Every Sunday, 7:00 pm/);

  await page.goto(`/m/${both.id}`);
  await keep(page).tap();
  await page.goto('/');
  assert.match(await kept(page).innerText(), /Every Sunday, 7:00 pm[^]*Anybody who uses this device can see/);
  assert.deepEqual(await kept(page).getByRole('link').allInnerTexts(), ['Sunday Supper Group', both.name]);
  await follow(page, kept(page).getByRole('link', { name: 'Sunday Supper Group' }));
  assert.equal(new URL(page.url()).pathname, `/m/${room.id}`);
  await page.getByRole('button', { name: 'Remove from this device' }).waitFor();
  assert.equal(await keep(page).count(), 0);

  await page.goto('/');
  await kept(page).getByRole('button', { name: /^Remove.*Sunday Supper Group$/ }).tap();
  assert.deepEqual(await kept(page).getByRole('link').allInnerTexts(), [both.name]);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'kept-h', 'the focus is not lost with the row');
  await kept(page).getByRole('button', { name: 'Forget all' }).tap();
  assert.deepEqual(await stored(page), NOTHING);
  assert.match(await kept(page).getByRole('status').innerText(), /Nothing is kept on this device any more/);
  await page.reload();
  assert.equal(await kept(page).count(), 0);
  assert.equal(await page.locator('#kept').isVisible(), false);
});

test('taken off on its own page, the last one leaves nothing', async (t) => {
  const page = await open(t, SCRIPT);
  await page.goto(`/m/${(await supper()).id}`);
  await keep(page).tap();
  await page.getByRole('button', { name: 'Remove from this device' }).tap();
  assert.match(await page.locator('.notice [role=status]').innerText(), /not kept any more/);
  assert.deepEqual(await stored(page), NOTHING);
  await keep(page).waitFor();
});

test('removing the last row leaves nothing', async (t) => {
  const page = await open(t, { ...DESK, javaScriptEnabled: true });
  await page.goto(`/m/${(await supper()).id}`);
  await keep(page).press('Enter');
  await page.goto('/');
  await kept(page).getByRole('button', { name: /^Remove/ }).press('Enter');
  assert.deepEqual(await stored(page), NOTHING);
});

const REFUSALS = {
  'a browser that lets nobody look': () => Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new DOMException('no', 'SecurityError');
    },
  }),
  'a full browser': () => {
    for (let size = 2 ** 22; size >= 1; size /= 2) {
      try {
        for (let at = 0; ; at += 1) localStorage.setItem(`filler-${size}-${at}`, 'x'.repeat(size));
      } catch {
        // so much less
      }
    }
  },
};
for (const [name, refuse] of Object.entries(REFUSALS)) {
  test(`${name} is told, and breaks nothing`, async (t) => {
    const page = await open(t, SCRIPT);
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript(refuse);
    await page.goto(`/m/${(await supper()).id}`);
    await keep(page).tap();
    assert.match(await page.locator('.notice [role=status]').innerText(), /^This browser keeps nothing for us/);
    await keep(page).waitFor();
    await page.goto('/');
    assert.equal(await page.locator('#kept').isVisible(), false);
    // what comes after it in the script still works
    await page.locator('#q').pressSequentially('san jo');
    await page.locator('.suggest [role=option]').first().waitFor();
    assert.deepEqual(faults, []);
  });
}

test('what somebody else left under the key is not taken for meetings', async (t) => {
  for (const text of ['{', 'null', '7', '{"id":"m1"}', '[null, 3, {"id": 7}, {"id": "m1", "name": "<b>bold</b>", "line": "x"}]']) {
    const page = await open(t, SCRIPT);
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript((text) => localStorage.setItem('everyroom.kept', text), text);
    await page.goto('/');
    const names = await page.locator('#kept li a').allInnerTexts();
    assert.deepEqual(names, text.includes('bold') ? ['<b>bold</b>'] : [], text);
    assert.deepEqual(faults, []);
  }
});

test('a meeting that is gone says so itself', async (t) => {
  const page = await open(t, SCRIPT);
  await page.goto('/');
  await page.evaluate(() => localStorage.setItem('everyroom.kept', '[{"id":"m0000000000000","name":"Long ago","line":"Every Monday"}]'));
  await page.reload();
  assert.equal((await follow(page, kept(page).getByRole('link', { name: 'Long ago' }))).status(), 404);
  await page.getByRole('heading', { level: 1, name: 'This meeting is not listed any more' }).waitFor();
  assert.equal(await keep(page).count(), 0);
});

test('the list keeps the language of the address, and names their direction', async (t) => {
  const page = await open(t, SCRIPT);
  await page.goto(`/m/${(await supper()).id}?ui_lang=fa`);
  await page.getByRole('button', { name: 'نگه داشتن روی این دستگاه' }).tap();
  await page.goto('/?ui_lang=fa');
  const link = page.locator('#kept li a');
  assert.equal(await link.getAttribute('href').then((href) => new URL(href, FULL).search), '?ui_lang=fa');
  assert.equal(await link.locator('bdi').innerText(), 'Sunday Supper Group');
});

test('what the script adds keeps to the rules of access, light and dark', async (t) => {
  const page = await open(t, SCRIPT);
  const meeting = `/m/${(await supper()).id}`;
  await page.goto(meeting);
  await keep(page).tap();
  for (const [url, part] of [[meeting, '.notice'], ['/', '#kept'], ['/?ui_lang=fa', '#kept']]) {
    await page.goto(url);
    await page.locator(part).waitFor();
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const { passes, violations } = await page.evaluate((part) => globalThis.axe.run(part), part);
      assert.ok(passes.length >= 10);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 120)]), [], `${url} ${colorScheme}`);
    }
    for (const button of await page.locator(`${part} button`).all()) {
      const { width, height } = await button.boundingBox();
      assert.ok(width >= 44 && height >= 44, url);
    }
  }
});

const SCREENS = { 'a phone': PHONE, 'a desk': DESK, 'a large screen': { viewport: { width: 2560, height: 1440 } } };
for (const [screen, size] of Object.entries(SCREENS)) {
  test(`nothing shifts for it on ${screen}, even when the script comes late`, async (t) => {
    const page = await open(t, { ...size, javaScriptEnabled: true });
    const meeting = `/m/${(await supper()).id}`;
    await page.goto(meeting);
    await keep(page).click();
    let isLate = false;
    await page.route('**/*.js', async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      isLate = true;
      return route.continue();
    });
    for (const url of ['/', '/?ui_lang=de', meeting, `${meeting}?ui_lang=fa`]) {
      isLate = false;
      await page.goto(url, { waitUntil: 'networkidle' });
      assert.ok(isLate);
      const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value)))
          .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 200);
      }));
      assert.equal(shift, 0, url);
      assert.ok(await page.locator('#kept, [data-keep]').isVisible());
    }
  });
}
