// "Near me" asks for the place when it is pressed and not before, sends it rounded by POST, and leaves it nowhere: in no
// address, no entry of the history, no cursor; the runner looks for it in the logs of the servers afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL } from './browser.mjs';
import { follow, open } from './suite.mjs';

const HERE = { latitude: 37.33821234, longitude: -121.88632999 };

/** Whether numbers that are packed in these bytes come near the place, in degrees or thousandths to ten millionths. */
function holdsPlace(hex) {
  const bytes = Buffer.from(hex, 'hex');
  const isNear = (value) => [1, 1e3, 1e4, 1e5, 1e6, 1e7].some((scale) =>
    [HERE.latitude, HERE.longitude].some((degrees) => Math.abs(Math.abs(value) / scale - Math.abs(degrees)) < 0.002));
  return [...bytes.keys()].some((at) => {
    const fits = (size) => at + size <= bytes.length;
    const numbers = [
      ...(fits(4) ? [bytes.readFloatLE(at), bytes.readFloatBE(at), bytes.readInt32LE(at), bytes.readInt32BE(at)] : []),
      ...(fits(8) ? [bytes.readDoubleLE(at), bytes.readDoubleBE(at)] : []),
    ];
    return numbers.some(isNear);
  });
}

/** Every address that Back and Forward can lead to. */
async function history(page) {
  const wire = await page.context().newCDPSession(page);
  const { entries } = await wire.send('Page.getNavigationHistory');
  await wire.detach();
  return entries.map(({ url }) => url);
}

test('a place in a cursor would be seen', () => {
  const packed = Buffer.alloc(28, 7);
  packed.writeDoubleLE(37.338, 4);
  assert.ok(holdsPlace(packed.toString('hex')));
  packed.fill(7);
  packed.writeInt32LE(-121886, 12);
  assert.ok(holdsPlace(packed.toString('hex')));
});

test('near me: three decimals, by POST, in no address and no history', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, geolocation: HERE, permissions: ['geolocation'] });
  await page.addInitScript(() => {
    globalThis.asked = 0;
    for (const way of ['getCurrentPosition', 'watchPosition']) {
      const own = navigator.geolocation[way].bind(navigator.geolocation);
      navigator.geolocation[way] = (...all) => {
        globalThis.asked += 1;
        return own(...all);
      };
    }
  });
  for (const url of ['/?when=week', '/nowhere', '/']) {
    await page.goto(url);
    await page.locator('#q[role=combobox]').waitFor();
    assert.equal(await page.evaluate(() => globalThis.asked), 0, `${url} asks for nothing by itself`);
  }
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Near me' }).tap();
  const body = (await asked).postData();
  assert.match(body, /here=-?\d+\.\d{1,3}%2C-?\d+\.\d{1,3}(&|$)/);
  await page.getByRole('heading', { level: 1, name: 'Meetings near you' }).waitFor();
  assert.equal(page.url(), `${FULL}/`);
  const held = await page.evaluate(() => {
    const all = [...document.querySelectorAll('[href], [action], [name=then], [name=cursor]')];
    return all.map((one) => one.href ?? one.action ?? one.value).filter((text) => /37\.338(?!\d)|121\.886(?!\d)|37\.3382/.test(text));
  });
  assert.deepEqual(held, []);
  assert.ok((await page.locator('.cards > li').count()) > 3);
  const cursors = await page.locator('[name=cursor]').evaluateAll((fields) => fields.map(({ value }) => value));
  assert.ok(cursors.length > 0, 'there is a next page');
  for (const cursor of cursors) assert.ok(/^[0-9a-f]+$/.test(cursor) && !holdsPlace(cursor), cursor);
  // a step further, as buttons of the same form
  await follow(page, page.getByRole('button', { name: 'Tomorrow' }));
  assert.equal(page.url(), `${FULL}/`);
  await page.getByRole('heading', { level: 1, name: 'Meetings near you: Tomorrow' }).waitFor();
  // and out of it
  await follow(page, page.locator('.chip.said', { hasText: 'Near you' }));
  assert.equal(new URL(page.url()).search, '?when=tomorrow');
  const entries = await history(page);
  assert.ok(entries.length >= 4, entries.join(' '));
  for (const entry of entries) assert.doesNotMatch(entry, /37\.3|121\.8|near=|q=|cursor=/);
});

test('near me takes along what was chosen, and works again where it has led', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, geolocation: HERE, permissions: ['geolocation'] });
  await page.goto('/');
  await page.locator('form[role=search] summary').first().tap();
  await page.locator('#attendance').selectOption('in_person');
  await page.locator('#weekday').selectOption('tue');
  await page.locator('#q').fill('in London');
  await follow(page, page.getByRole('button', { name: 'Near me' }).first());
  const said = () => page.locator('.chip.said').allInnerTexts();
  const isThere = (chips, what) => chips.some((chip) => chip.includes(what));
  const first = await said();
  for (const chip of ['Near you', 'In person', 'Tuesday']) assert.ok(isThere(first, chip), `${chip} in ${first}`);
  assert.ok(!isThere(first, 'London'), 'the press beats the place that was typed');
  await page.context().setGeolocation({ latitude: 51.5312, longitude: -0.1031 });
  await follow(page, page.getByRole('button', { name: 'Near me' }).first());
  assert.deepEqual(await said(), first);
  assert.equal(await page.locator('[name=near]').first().inputValue(), '51.531,-0.103');
});

test('a refusal is told in place, and without scripts there is a page', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  await page.goto('/');
  await page.getByRole('button', { name: 'Near me' }).tap();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /No place was sent/);
  assert.equal(page.url(), `${FULL}/`);
  const plain = await open(t);
  await plain.goto('/');
  const answer = await follow(plain, plain.getByRole('button', { name: 'Near me' }));
  assert.equal(answer.status(), 200);
  assert.match(await plain.getByRole('main').innerText(), /No place was sent/);
});
