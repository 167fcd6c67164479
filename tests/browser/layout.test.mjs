// Every page fits its screen, can be read and can be hit with a thumb. Each is visited once a screen, with its folded parts
// open, and looked at in every way that goes with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE, ZOOMED } from './browser.mjs';
import { moving, overflow, targets, textSizes } from './layout.mjs';
import { everyPage } from './samples.mjs';
import { BARE, visit } from './states.mjs';
import { open } from './suite.mjs';

/** WCAG 1.4.12: what people may set for themselves. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
  + 'p { margin-bottom: 2em !important }';
const TWICE = ':root { font-size: 200% }';
const SMALLEST = 16;

const LOOKS = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }];

/** Fits in every look. */
async function fits(page) {
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...look });
    assert.deepEqual(await overflow(page), [], JSON.stringify(look));
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

async function fitsThumbs(page) {
  for (const { what, isControl, isInSentence, width, height } of await targets(page)) {
    if (isInSentence) continue;
    const least = isControl ? 44 : 24;
    assert.ok(height >= least && width >= least, `${what} is ${width} by ${height} px`);
  }
}

async function isStill(page) {
  assert.equal(await moving(page), 0);
}

async function fitsSpaced(page) {
  await adopt(page, SPACED);
  assert.deepEqual(await overflow(page), []);
  await adopt(page);
}

async function fitsTwice(page) {
  const before = await textSizes(page);
  assert.ok(before.every(({ size }) => size >= SMALLEST), JSON.stringify(before.filter(({ size }) => size < SMALLEST)));
  await adopt(page, TWICE);
  const after = await textSizes(page);
  // what is smaller than the page's own size on a code, say, is still twice as large as it was
  const small = after.filter(({ size }, at) => size < 2 * before[at].size - 0.1);
  assert.ok(before.length === after.length && small.length === 0, JSON.stringify(small.slice(0, 5)));
  assert.deepEqual(await overflow(page), []);
  await adopt(page);
}

/** What is looked at on which screen, and in which language. */
const SCREENS = {
  'a phone': [PHONE, 'en', { fits, fitsThumbs, isStill, fitsSpaced, fitsTwice }],
  'a phone, from right to left': [PHONE, 'fa', { fits, fitsThumbs, fitsSpaced, fitsTwice }],
  'the narrowest screen': [{ ...PHONE, viewport: { width: 320, height: 568 } }, 'en', { fits }],
  'a desk': [DESK, 'en', { fits, isStill }],
  'a desk at 200 %': [ZOOMED, 'en', { fits }],
};

for (const [screen, [options, language, checks]] of Object.entries(SCREENS)) {
  test(`pages fit ${screen}: ${Object.keys(checks).join(', ')}`, async (t) => {
    const page = await open(t, options);
    for (const [name, state] of Object.entries({ ...await everyPage(), ...BARE })) {
      await t.test(name, async (t) => {
        const answer = await visit(page, state, language);
        assert.equal(answer.status(), state.status);
        for (const [what, check] of Object.entries(checks)) await t.test(what, () => check(page));
      });
    }
  });
}

test('what sticks out, is cut off or is too small would be seen', async (t) => {
  const page = await open(t);
  await page.goto('/');
  const spoil = (style) => adopt(page, `main p { ${style} }`);
  for (const style of ['margin-left: -40px', 'width: 150vw', 'height: 5px; overflow: hidden']) {
    await spoil(style);
    assert.notDeepEqual(await overflow(page), [], style);
  }
  const before = await textSizes(page);
  await spoil('font-size: 20px');
  const after = await textSizes(page);
  assert.ok(after.some(({ size }, at) => size !== before[at].size), 'a size of its own');
  await adopt(page, '.chip { min-height: 40px !important; padding: 0 !important }');
  await assert.rejects(fitsThumbs(page), 'a low chip');
});

test('a word without end fits a phone', async (t) => {
  const page = await open(t);
  await page.goto(`/?q=${'without'.repeat(12)}`);
  assert.deepEqual(await overflow(page), []);
});

test('the dark is dark, and the light is light', async (t) => {
  for (const [colorScheme, isDark] of [['light', false], ['dark', true]]) {
    const page = await open(t, { colorScheme });
    await page.goto('/');
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const brightest = Math.max(...paper.match(/\d+/g).slice(0, 3).map(Number));
    assert.equal(brightest < 64, isDark, `${colorScheme}: ${paper}`);
  }
});

/** Styles the page as people's own settings do, which its policy does not bind; without a style, no longer. */
function adopt(page, style = '') {
  return page.evaluate((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }, style);
}
