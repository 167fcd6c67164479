// Maps: whole without a script; with one, closer and farther by buttons, keys, a mouse, two fingers, Ctrl and the wheel.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { DESK, PHONE } from './browser.mjs';
import { supper } from './samples.mjs';
import { open, settled } from './suite.mjs';

const MAP = '/?q=San+Jose&attendance=in_person&view=map';
const WHOLE = [0, 0, 480, 320];

/** A map with the script at work. */
async function ready(t, options = {}, url = MAP) {
  const page = await open(t, { ...DESK, javaScriptEnabled: true, ...options });
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  t.after(() => assert.deepEqual(faults, []));
  await page.goto(url);
  await page.locator('figure[tabindex]').waitFor();
  await page.locator('svg.map').scrollIntoViewIfNeeded();
  return page;
}

const view = (page) => page.locator('svg.map').evaluate((svg) => svg.getAttribute('viewBox').split(' ').map(Number));
const press = (page, name) => page.getByRole('button', { name, exact: true }).click({ force: true });
/** The pins with their numbers, and where they stand as the map is seen. */
const pins = (page) => page.locator('svg.map .p').evaluateAll((all) => all.map((pin) => {
  const [{ x, y, width }, map] = [pin, pin.ownerSVGElement].map((element) => element.getBoundingClientRect());
  const number = pin.nextElementSibling?.textContent;
  return { x: Math.round(x - map.x), y: Math.round(y - map.y), width: Math.round(width * 10) / 10, number };
}));
/** Where something stands on the page. */
const place = (page, selector) => page.locator(selector).evaluate((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y + scrollY, width, height];
});
/** When the page no longer scrolls: the browser glides, also after a finger has left it. */
const atRest = (page) => page.waitForFunction(() => {
  const before = globalThis.before;
  globalThis.before = scrollY;
  return scrollY > 0 && scrollY === before;
}, undefined, { polling: 250 });
const close = (a, b, by = 0.5) => assert.ok(a.every((value, at) => Math.abs(value - b[at]) <= by), `${a} is not ${b}`);

test('without scripts the map is whole and has no buttons', async (t) => {
  const page = await open(t, DESK);
  for (const url of [MAP, `/m/${(await supper()).id}`]) {
    await page.goto(url);
    assert.deepEqual(await view(page), WHOLE);
    assert.ok(await page.locator('svg.map').isVisible());
    assert.equal(await page.locator('figure button:visible').count(), 0);
    assert.equal(await page.locator('figure [tabindex]').count(), 0);
  }
});

for (const name of ['results', 'a meeting']) {
  test(`${name}: buttons bring it closer and back, and nothing else moves`, async (t) => {
    const page = await ready(t, PHONE, name === 'results' ? MAP : `/m/${(await supper()).id}`);
    const places = () => Promise.all(['svg.map', 'figure + *'].map((selector) => place(page, selector)));
    const before = await places();
    const first = await pins(page);
    for (const button of await page.locator('figure button').all()) {
      const { width, height } = await button.boundingBox();
      assert.ok(width >= 44 && height >= 44);
    }
    await press(page, 'Closer');
    close((await view(page)).slice(2), [240, 160]);
    await press(page, 'Closer');
    close((await view(page)).slice(2), [120, 80]);
    const now = await pins(page);
    assert.ok(now.length > 0);
    for (const { width } of now) assert.ok(Math.abs(width - first[0].width) <= 0.3, `pins keep their size: ${width}`);
    await press(page, 'Farther');
    close((await view(page)).slice(2), [240, 160]);
    await press(page, 'Whole map');
    assert.deepEqual(await view(page), WHOLE);
    assert.deepEqual(await pins(page), first);
    assert.deepEqual(await places(), before);
    // at the end of it the buttons say so, and stay where the focus is
    for (const label of ['Farther', 'Whole map']) {
      const button = page.getByRole('button', { name: label });
      assert.equal(await button.getAttribute('aria-disabled'), 'true');
    }
    for (let presses = 0; presses < 8; presses += 1) await press(page, 'Closer');
    close((await view(page)).slice(2), [30, 20]);
    assert.equal(await page.getByRole('button', { name: 'Closer' }).getAttribute('aria-disabled'), 'true');
    assert.ok(await page.getByRole('button', { name: 'Closer' }).evaluate((button) => button === document.activeElement));
  });
}

test('pins that shared a spot part, and each number of the list is there once', async (t) => {
  const page = await ready(t);
  const first = await pins(page);
  assert.ok(first.some(({ number }) => number.endsWith('+')), 'some share a spot');
  for (let presses = 0; presses < 3; presses += 1) await press(page, 'Closer');
  const now = await pins(page);
  assert.ok(now.length > first.length, `${now.length} of ${first.length}`);
  const numbers = now.map(({ number }) => Number.parseInt(number, 10));
  assert.equal(new Set(numbers).size, numbers.length);
  assert.ok(numbers.every((number) => number >= 1 && number <= 20));
  const box = await page.locator('svg.map').boundingBox();
  const seen = now.filter(({ x, y }) => x > 0 && x < box.width && y > 0 && y < box.height);
  assert.ok(seen.length > 0, 'closer does not lead away from the pins');
});

test('the scale stays true', async (t) => {
  const page = await ready(t);
  const told = () => page.locator('svg.map').evaluate((svg) => {
    const [bar, text] = [svg.querySelector('.s'), svg.querySelector('.s + text')];
    const share = bar.getBoundingClientRect().width / svg.getBoundingClientRect().width;
    return { length: Number.parseFloat(text.textContent), share, across: svg.viewBox.baseVal.width };
  });
  const first = await told();
  await press(page, 'Closer');
  await press(page, 'Closer');
  await press(page, 'Closer');
  const now = await told();
  assert.ok(now.length < first.length && now.share <= 0.27, JSON.stringify(now));
  // units of the picture in a mile, before and after
  const per = ({ length, share, across }) => (share * across) / length;
  assert.ok(Math.abs(per(now) / per(first) - 1) < 0.05, `${per(now)} is not ${per(first)}`);
});

test('keys move and scale it when it has the focus', async (t) => {
  const page = await ready(t);
  const chart = page.locator('figure');
  await chart.focus();
  assert.match(await chart.getAttribute('aria-label'), /^Map of San Jose .*Arrow keys move the map/);
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await view(page), WHOLE);
  await atRest(page);
  await page.keyboard.press('+');
  await page.keyboard.press('=');
  const [x, y, across, along] = await view(page);
  close([across, along], [120, 80]);
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press('ArrowRight');
  close(await view(page), [x + 24, y, 120, 80]);
  await page.keyboard.press('ArrowDown');
  close(await view(page), [x + 24, y + 16, 120, 80]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  close(await view(page), [x, y, 120, 80]);
  assert.equal(await page.evaluate(() => scrollY), scrolled, 'the page stays');
  // never beyond the picture
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press('ArrowRight');
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press('ArrowDown');
  close(await view(page), [360, 240, 120, 80]);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  assert.deepEqual(await view(page), WHOLE);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Closer', 'Tab leads on');
});

test('a mouse drags it, and the wheel needs Ctrl', async (t) => {
  const page = await ready(t);
  await press(page, 'Closer');
  const [x, y, across] = await view(page);
  const box = await page.locator('svg.map').boundingBox();
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 180, { steps: 4 });
  await page.mouse.up();
  const per = across / box.width;
  const dragged = [x + 50 * per, y + 20 * per].map((at, axis) => Math.min(at, [240, 160][axis]));
  close((await view(page)).slice(0, 2), dragged, 1);
  const held = await view(page);
  await page.mouse.move(box.x + 50, box.y + 50);
  assert.deepEqual(await view(page), held, 'only while the button is down');
  const before = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction((before) => scrollY !== before, before);
  assert.deepEqual(await view(page), held);
  await page.locator('svg.map').scrollIntoViewIfNeeded();
  const now = await page.locator('svg.map').boundingBox();
  await page.mouse.move(now.x + 100, now.y + 100);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => Number(document.querySelector('svg.map').getAttribute('viewBox').split(' ')[2]) < 200);
  assert.equal(await page.evaluate(() => visualViewport.scale), 1, 'the page itself is not scaled');
});

/** Fingers on the screen; `steps` are lists of their places. */
async function touch(page, steps) {
  const session = await page.context().newCDPSession(page);
  const send = (type, points) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await send('touchStart', steps[0]);
  for (const step of steps.slice(1)) {
    await send('touchMove', step);
    await page.waitForTimeout(20);
  }
  await send('touchEnd', []);
  await session.detach();
}

test('one finger scrolls the page, two scale the map', async (t) => {
  const page = await ready(t, PHONE);
  await press(page, 'Closer');
  const held = await view(page);
  await page.evaluate(() => scrollTo(0, document.querySelector('svg.map').getBoundingClientRect().top + scrollY - 300));
  const box = await page.locator('svg.map').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = await page.evaluate(() => scrollY);
  await touch(page, Array.from({ length: 10 }, (_, at) => [[x, y - at * 15]]));
  await page.waitForFunction((before) => scrollY > before + 40, before);
  assert.deepEqual(await view(page), held, 'one finger leaves the map alone');

  await page.evaluate(() => scrollTo(0, document.querySelector('svg.map').getBoundingClientRect().top + scrollY - 300));
  await atRest(page);
  const scrolled = await page.evaluate(() => scrollY);
  await touch(page, Array.from({ length: 10 }, (_, at) => [[x - 30 - at * 5, y], [x + 30 + at * 5, y]]));
  const [, , across] = await view(page);
  assert.ok(across < held[2] / 2, `${across} of ${held[2]}`);
  assert.deepEqual(await page.evaluate(() => [scrollY, visualViewport.scale]), [scrolled, 1]);
});

test('nothing is animated or asked for, and axe finds nothing', async (t) => {
  const page = await ready(t);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await press(page, 'Closer');
  const at = await view(page);
  await settled(page);
  assert.deepEqual(await view(page), at);
  // but for what this test itself asked when it waited
  assert.deepEqual(asked.map((url) => new URL(url).pathname), ['/healthz']);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run('figure'));
  assert.ok(passes.length > 5);
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 120)]), []);
});

test('in Persian the map is not mirrored, and numbers are those of the list', async (t) => {
  const page = await ready(t, { ...PHONE, locale: 'fa-IR' });
  await page.getByRole('button', { name: 'نزدیک‌تر' }).click();
  await page.getByRole('button', { name: 'نزدیک‌تر' }).click();
  const numbers = (await pins(page)).map(({ number }) => number.replace('+', ''));
  const list = await page.locator('.cards .number').allInnerTexts();
  assert.ok(numbers.length > 2);
  for (const number of numbers) assert.ok(list.includes(`${number}.`), number);
  const [x] = await view(page);
  await page.locator('figure').press('ArrowRight');
  assert.ok((await view(page))[0] > x, 'right is east');
});
