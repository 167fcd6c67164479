// Words that are longer than English ones: a made-up language, made of the English tables here and now, on every page at
// 320 px. What is not in a table is not a word of ours.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PHONE } from './browser.mjs';
import { overflow } from './layout.mjs';
import { everyState, visit } from './states.mjs';
import { open } from './suite.mjs';

const NARROW = { ...PHONE, viewport: { width: 320, height: 568 } };

/** What is called by a publisher's name, or by what was typed. */
const NAMES = 'h3 a, a.row[href^="/m/"], a.row[href^="/fellowships/"], a.row[href^="/sources/"], a.chip.said';

/** The strings of a table of words. */
async function strings(path) {
  const text = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const all = [...text.matchAll(/^[\w.]+ = "((?:[^"\\]|\\.)*)"$/gm)].map(([, quoted]) => JSON.parse(`"${quoted}"`));
  assert.ok(all.length > 50, path);
  return all;
}

test('words half as long again fit every page at 320 px', async (t) => {
  const messages = await strings('api/messages/en.toml');
  const page = await open(t, NARROW);
  const met = new Set();
  for (const [name, state] of Object.entries(await everyState())) {
    await t.test(name, async () => {
      await visit(page, state, 'en');
      const replaced = await page.evaluate(stretched, messages);
      assert.ok(replaced.length >= 5, 'the words of the page are those of the table');
      for (const words of replaced) met.add(words);
      assert.match(await page.locator('h1, footer').allInnerTexts().then((texts) => texts.join(' ')), /\[!! .*~ !!\]/s);
      assert.deepEqual(await overflow(page), []);
    });
  }
  const share = met.size / messages.length;
  t.diagnostic(`${met.size} of ${messages.length} messages were on a page`);
  assert.ok(share > 0.5, `${share}`);
});

test('Persian pages and controls run from right to left, names keep their own direction', async (t) => {
  const page = await open(t);
  let names = 0;
  for (const [name, state] of Object.entries(await everyState())) {
    await t.test(name, async () => {
      await visit(page, state, 'fa');
      const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: getComputedStyle(document.body).direction }));
      // what is written in English is marked, and stays as it is
      assert.deepEqual([lang, dir], ['fa', 'rtl']);
      const loose = await page.locator(NAMES).evaluateAll((names) => names
        .filter((one) => /[A-Za-z]{3}/.test(one.textContent) && !one.closest('[dir=ltr]'))
        .filter((one) => ![...one.querySelectorAll('bdi, [dir=ltr]')].some((part) => /[A-Za-z]{3}/.test(part.textContent)))
        .map((one) => one.outerHTML));
      assert.deepEqual(loose, []);
      names += await page.locator(NAMES).count();
    });
  }
  assert.ok(names > 100, `${names}`);
});

/** Runs in the page: each message in it 40 % longer and in brackets; the messages that were found. */
function stretched(messages) {
  const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const known = messages.map((message) => {
    const parts = message.split(/\{\w+\}/);
    return { message, length: parts.join('').length, pattern: new RegExp(`^${parts.map(literal).join('(.*?)')}$`, 's') };
  }).filter(({ length }) => length > 0).toSorted((a, b) => b.length - a.length);
  const longer = (text) => `[!! ${text}${'~'.repeat(Math.ceil(text.length * 0.4))} !!]`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const found = [];
  for (const node of nodes) {
    const text = node.data.trim();
    if (!text || node.parentElement.closest('bdi, code, pre, svg, [lang]:not(html)')) continue;
    const match = known.find(({ pattern }) => pattern.test(text));
    if (match) found.push(match.message);
    // a tilde cannot be broken; words can
    node.data = node.data.replace(text, longer(text).replaceAll('~~~~~~~~', '~~~~~~~ '));
  }
  return found;
}
