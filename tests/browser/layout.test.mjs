// Every page fits its screen, can be read and can be hit with a thumb.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK, PHONE, ZOOMED } from './browser.mjs';
import { overflow, smallTexts, targets, unlabelled } from './layout.mjs';
import { everyPage } from './samples.mjs';
import { open } from './suite.mjs';

/** WCAG 1.4.12: what people may set for themselves. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
  + 'p { margin-bottom: 2em !important }';

const SCREENS = {
  'a phone': PHONE,
  'the narrowest screen': { ...PHONE, viewport: { width: 320, height: 568 } },
  'a desk': DESK,
  'a desk at 200 %': ZOOMED,
};

const LOOKS = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }];

for (const [screen, options] of Object.entries(SCREENS)) {
  test(`pages fit ${screen}, in the dark and in forced colours too`, async (t) => {
    const page = await open(t, options);
    await eachPage(t, page, async () => {
      for (const look of LOOKS) {
        await page.emulateMedia({ colorScheme: null, forcedColors: null, ...look });
        assert.deepEqual(await overflow(page), [], JSON.stringify(look));
      }
    });
  });
}

for (const [words, style] of Object.entries({
  'text at twice its size': ':root { font-size: 200% }',
  'text spaced out': SPACED,
})) {
  test(`pages fit a phone with ${words}`, async (t) => {
    const page = await open(t);
    await eachPage(t, page, async () => {
      await page.evaluate(adopt, style);
      assert.deepEqual(await overflow(page), []);
    });
  });
}

test('a word without end fits a phone', async (t) => {
  const page = await open(t);
  await page.goto(`/?q=${'without'.repeat(12)}`);
  assert.deepEqual(await overflow(page), []);
});

test('what can be pressed is large enough for a thumb', async (t) => {
  const page = await open(t);
  await eachPage(t, page, async () => {
    for (const { what, isControl, isInSentence, width, height } of await targets(page)) {
      if (isInSentence) continue;
      const least = isControl ? 44 : 24;
      assert.ok(height >= least && width >= least, `${what} is ${width} by ${height} px`);
    }
  });
});

test('no text is set small', async (t) => {
  const page = await open(t);
  await eachPage(t, page, async () => assert.deepEqual(await smallTexts(page, 16), []));
});

test('all fields are labelled, and pages have one heading and their landmarks', async (t) => {
  const page = await open(t);
  await eachPage(t, page, async () => {
    assert.deepEqual(await unlabelled(page), []);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    for (const landmark of ['banner', 'main', 'contentinfo', 'navigation']) {
      assert.equal(await page.getByRole(landmark).count(), 1, landmark);
    }
  });
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

test('print holds the meetings and leaves out what can only be pressed', async (t) => {
  const page = await open(t, DESK);
  await page.goto('/?q=supper');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.getByRole('heading', { name: 'Sunday Supper Group' }).isVisible());
  assert.ok(await page.locator('.legend').isVisible(), 'a legend is printed');
  for (const hidden of ['.cards .actions', '.side', 'nav', '.exit']) {
    assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
  }
});

test('nothing moves', async (t) => {
  const page = await open(t);
  await eachPage(t, page, async () => {
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== 'none' || Number.parseFloat(transitionDuration) > 0;
      }).length,
    );
    assert.equal(moving, 0);
  });
});

/** Styles the page as people's own settings do, which its policy does not bind. Runs in the page. */
function adopt(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}

/** Visits every page with its folded parts open, as a test of its own. */
async function eachPage(t, page, check) {
  for (const [name, { url, status }] of Object.entries(await everyPage())) {
    await t.test(name, async () => {
      const answer = await page.goto(url);
      assert.equal(answer.status(), status);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await check();
    });
  }
}
