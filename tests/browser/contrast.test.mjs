// Colours as they meet on the pages: each pair of text and what is behind it, of an edge and what is around it, of a ring
// and what it lies on, is one of the table in docs/design.md, which a test of tokens holds to its least contrast. And what
// says so where people force their own colours.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { DESK } from './browser.mjs';
import { everyState, visit } from './states.mjs';
import { open } from './suite.mjs';

const TABLE = /^\| ([\w-]+) \| ([\w-]+) \| ([\d.]+) \| [\d.]+ \| [\d.]+ \|$/gm;
const EDGE = 3;
const TEXT = 4.5;

/** The pairs of the table, and the least contrast of each. */
async function table() {
  const text = await readFile(new URL('../../docs/design.md', import.meta.url), 'utf8');
  return new Map([...text.matchAll(TABLE)].map(([, front, back, least]) => [`${front} on ${back}`, Number(least)]));
}

const channels = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((value) => Number(value) / 255);

function luminance(colour) {
  const [r, g, b] = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('the formula is that of WCAG', () => {
  assert.equal(contrast('rgb(0, 0, 0)', 'rgb(255, 255, 255)'), 21);
  assert.ok(Math.abs(contrast('rgb(119, 119, 119)', 'rgb(255, 255, 255)') - 4.478) < 0.01);
});

for (const colorScheme of ['light', 'dark']) {
  test(`each pair that meets on a page can be seen and is in the table: ${colorScheme}`, async (t) => {
    const known = await table();
    assert.ok(known.size > 20);
    const page = await open(t, { ...DESK, colorScheme });
    const met = new Set();
    for (const [name, state] of Object.entries(await everyState())) {
      await t.test(name, async () => {
        await visit(page, state);
        const pairs = await page.evaluate(meeting);
        assert.ok(pairs.some(({ part }) => part === 'ring') && pairs.some(({ part }) => part === 'edge'));
        for (const { part, what, front, back, fronts, backs } of pairs) {
          const least = part === 'text' ? TEXT : EDGE;
          const found = contrast(front, back);
          assert.ok(found >= least, `${part} of ${what}: ${front} on ${back} is ${found.toFixed(2)}`);
          const names = fronts.flatMap((front) => backs.map((back) => `${front} on ${back}`));
          const pair = names.find((pair) => known.get(pair) >= least);
          assert.ok(pair, `${part} of ${what}: ${names.join(' or ') || `${front} on ${back}`} is not in the table with ${least}`);
          met.add(pair);
        }
      });
    }
    t.diagnostic(`${met.size} of ${known.size} pairs were met on the pages`);
    assert.ok(met.size >= 12, [...met].join(', '));
  });
}

test('in forced colours what is a button, a chip or chosen has an edge that says so, and pins stand out', async (t) => {
  const page = await open(t, { ...DESK, forcedColors: 'active' });
  const edges = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(one);
    const around = getComputedStyle(document.body).backgroundColor;
    return { width: Number.parseFloat(borderTopWidth), style: borderTopStyle, isSeen: borderTopColor !== around, what: one.textContent.trim().slice(0, 30) };
  }));
  await page.goto('/?when=week&view=map&attendance=in_person&q=San+Jose');
  for (const selector of ['.button', '.chip', '.tag', '.panel', 'input:not([type=hidden], [type=checkbox])', 'select']) {
    const all = await edges(selector);
    assert.ok(all.length > 0, `there is no ${selector}`);
    for (const { width, style, isSeen, what } of all) assert.ok(width >= 1 && style === 'solid' && isSeen, `${selector} ${what}: ${width} px ${style}`);
  }
  const chosen = await edges('.chip[aria-current]');
  const others = await edges('.chip:not([aria-current])');
  assert.ok(chosen.length > 0 && chosen.every(({ width }) => width >= 3), JSON.stringify(chosen));
  assert.ok(others.every(({ width }) => width < 3), 'only what is chosen has the thick one');
  const pins = await page.locator('svg.map').evaluate((svg) => {
    const style = (selector) => getComputedStyle(svg.querySelector(selector));
    return { fill: style('.p').fill, number: style('.n').fill, water: getComputedStyle(svg).backgroundColor, land: style('.l').fill };
  });
  assert.ok(contrast(pins.fill, pins.number) >= TEXT, JSON.stringify(pins));
  for (const ground of [pins.water, pins.land]) assert.ok(contrast(pins.fill, ground) >= EDGE, JSON.stringify(pins));
});

/** Runs in the page: what meets what, each pair once, with the names of its tokens. */
function meeting() {
  const style = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText === ':root');
  const names = [...new Set(style.flatMap((rule) => [...rule.style].filter((name) => name.startsWith('--'))))];
  const probe = document.body.appendChild(document.createElement('i'));
  const root = getComputedStyle(document.documentElement);
  const tokens = names.map((name) => {
    probe.style.color = root.getPropertyValue(name);
    return [name.slice(2), getComputedStyle(probe).color];
  });
  probe.remove();
  // several tokens may have one colour
  const named = (colour) => tokens.filter(([, value]) => value === colour).map(([name]) => name);
  const isClear = (colour) => colour === 'transparent' || /, 0\)$/.test(colour);
  const ground = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return isClear(backgroundColor) && element.parentElement ? ground(element.parentElement) : backgroundColor;
  };
  const pairs = new Map();
  const met = (part, element, front, back) => {
    const what = `${element.localName}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
    pairs.set(`${part} ${front} ${back}`, { part, what, front, back, fronts: named(front), backs: named(back) });
  };
  const shown = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('svg, option'));
  for (const element of shown) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const css = getComputedStyle(element);
    if (own) met('text', element, css.color, ground(element));
    // what a control is without its edge nobody could tell; what it encloses may be as what is around
    if (element.matches('.button, .chip, input:not([type=checkbox], [type=radio], [type=file]), select, textarea')) {
      const isFilled = ground(element) !== ground(element.parentElement);
      const edge = isFilled && css.borderTopColor === css.backgroundColor ? css.backgroundColor : css.borderTopColor;
      met('edge', element, edge, ground(element.parentElement));
    }
    if (element.matches('a[href], button, input, select, textarea, summary') && !element.matches('.skip')) {
      element.focus({ focusVisible: true, preventScroll: true });
      if (document.activeElement === element) met('ring', element, getComputedStyle(element).outlineColor, ground(element.parentElement));
    }
  }
  return [...pairs.values()];
}
