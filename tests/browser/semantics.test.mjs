// What assistive technology is told: the tree of roles and names of each kind of page, as it was looked at by a person
// (`snapshots/*.yml`; UPDATE=1 writes them anew), and what it is made of.

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { BARE, everyState, visit } from './states.mjs';
import { follow, open } from './suite.mjs';

const FOLDER = new URL('snapshots/', import.meta.url);
/** What stands in rows of which two tell all. */
const ROWS = ['listitem', 'option', 'row', 'fact', 'link'];

const file = (name) => new URL(`${name.replaceAll(/[^a-z0-9]+/g, '-')}.yml`, FOLDER);

test('each kind of page tells what it told when somebody looked', async (t) => {
  const page = await open(t);
  const states = { ...await everyState(), ...BARE };
  if (process.env.UPDATE) await mkdir(FOLDER, { recursive: true });
  for (const [name, state] of Object.entries(states)) {
    await t.test(name, async () => {
      await visit(page, state);
      await same(name, page.locator('main'));
      // what is around is the same on every page
      if (name === 'home') for (const around of ['header', 'footer']) await same(around, page.locator(around));
    });
  }
  const kept = (await readdir(FOLDER)).toSorted();
  const meant = [...Object.keys(states), 'header', 'footer'].map((name) => file(name).pathname.split('/').at(-1)).toSorted();
  assert.deepEqual(kept, meant, 'no page is left out and none is left over');
});

async function same(name, part) {
  const tree = plain(await part.ariaSnapshot());
  if (process.env.UPDATE) await writeFile(file(name), tree);
  const known = await readFile(file(name), 'utf8').catch(() => '');
  assert.equal(tree, known, 'UPDATE=1 tests/browser/run semantics writes what it is now');
}

test('pages have one heading, their landmarks, and no step is left out between headings', async (t) => {
  const page = await open(t);
  for (const [name, state] of Object.entries({ ...await everyState(), ...BARE })) {
    await t.test(name, async () => {
      await visit(page, state);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      for (const landmark of name in BARE ? ['main'] : ['banner', 'main', 'navigation', 'contentinfo']) {
        assert.equal(await page.getByRole(landmark).count(), 1, landmark);
      }
      assert.ok((await page.title()).length > 3);
      const faults = await page.evaluate(() => {
        const all = (selector) => [...document.querySelectorAll(selector)];
        const said = (element) => element.textContent.trim();
        const levels = all('h1, h2, h3, h4').map((heading) => Number(heading.localName[1]));
        const ids = all('[id]').map(({ id }) => id);
        const named = (list) => list.split(' ').every((id) => document.getElementById(id));
        return [
          ...levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1).map((level) => `h${level} after a gap`),
          ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `#${id} twice`),
          ...all('[aria-labelledby], [aria-describedby]')
            .filter((one) => !named(one.getAttribute('aria-labelledby') ?? one.getAttribute('aria-describedby')))
            .map((one) => `${one.outerHTML.slice(0, 60)} is named by nothing`),
          ...all('input:not([type=hidden]), select, textarea').filter((field) => ![...field.labels].some(said)).map(({ id }) => `#${id} has no label`),
          ...all('a[href], button').filter((one) => !said(one)).map((one) => `${one.outerHTML.slice(0, 60)} has no words`),
          ...all('fieldset').filter((set) => !said(set.querySelector('legend'))).map(() => 'a fieldset without legend'),
          ...all('th').filter((head) => !head.scope).map(said),
          ...all('form:not([method])').map(() => 'a form without method'),
        ];
      });
      assert.deepEqual(faults, []);
    });
  }
});

test('results are an ordered list of headings with times for programs', async (t) => {
  const page = await open(t);
  for (const url of ['/?when=week', '/?attendance=online', '/?when=week&ui_lang=fa', '/embed?when=week']) {
    await page.goto(url);
    const cards = await page.locator('ol.cards > li').evaluateAll((cards) => cards.map((card) => ({
      heading: card.querySelectorAll('h3 > a > bdi').length,
      times: [...card.querySelectorAll('time')].map((time) => time.dateTime),
    })));
    assert.ok(cards.length >= 10, url);
    for (const { heading, times } of cards) {
      assert.equal(heading, 1);
      assert.equal(times.length, 1);
      assert.match(times[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)$/);
    }
  }
});

test('the count is a status that each chip changes, and a heading that has a name', async (t) => {
  const page = await open(t);
  const told = async () => {
    const count = await page.getByRole('status').innerText();
    assert.equal(await page.getByRole('heading', { level: 2, name: count, exact: true }).count(), 1, count);
    return count;
  };
  await page.goto('/?when=week');
  const counts = [await told()];
  for (const chip of ['Online', 'Tomorrow']) {
    await follow(page, page.locator('.chip:not(.said), .row', { hasText: chip }).first());
    counts.push(await told());
  }
  assert.equal(new Set(counts).size, 3, counts.join(' / '));
  const totals = counts.map((count) => Number(/of ([\d,]+)/.exec(count)[1].replace(',', '')));
  assert.ok(totals[0] > totals[1] && totals[1] > totals[2] && totals[2] > 0, `${totals}`);
});

test('names in another language say so, and only those', async (t) => {
  const page = await open(t);
  const langs = () => page.locator('.cards h3 bdi').evaluateAll((names) => names.map((name) => name.closest('[lang]').lang));
  await page.goto('/?lang=es');
  const spanish = await langs();
  assert.ok(spanish.length > 0 && spanish.every((lang) => lang === 'es'), `${spanish}`);
  await page.goto('/?lang=es&ui_lang=es');
  assert.equal(await page.locator('.cards h3 bdi[lang]').count(), 0, 'on a Spanish page they are at home');
  await page.goto('/?lang=en&ui_lang=fa');
  const english = await langs();
  assert.ok(english.length > 0 && english.every((lang) => lang === 'en'), `${english}`);
  const chooser = await page.locator('.languages a').evaluateAll((links) => links.map((link) => link.lang));
  assert.deepEqual(chooser.toSorted(), ['de', 'en', 'es', 'fr', 'pt']);
});

/**
 * The tree without addresses and running text, with two of each row of alike things: what people meet, not the data.
 * A node is a line with what is indented below it.
 */
function plain(tree) {
  const kept = [];
  const rows = []; // by depth: the kind of the last node, and how many of it in a row
  let skipped = Infinity;
  for (const line of tree.split('\n')) {
    const depth = line.search(/\S/) / 2;
    if (depth > skipped || line.includes('- /url:')) continue;
    skipped = Infinity;
    const role = /- '?([a-z]+)/.exec(line)?.[1] ?? '';
    const kind = ['term', 'definition'].includes(role) ? 'fact' : role;
    rows.length = depth + 1;
    rows[depth] = rows[depth]?.kind === kind ? { kind, count: rows[depth].count + 1 } : { kind, count: 1 };
    const most = kind === 'fact' ? 4 : 2;
    const isMore = ROWS.includes(kind) && rows[depth].count > most;
    if (isMore || kind === 'text') skipped = depth;
    if (isMore && rows[depth].count === most + 1) kept.push(`${line.slice(0, depth * 2)}- # more of these`);
    if (skipped === depth) continue;
    // what a paragraph says is for those who read it
    kept.push(line.replace(/^(\s*- (?:paragraph|definition|code|strong|time|cell)):.*/, '$1'));
  }
  return `${kept.join('\n')}\n`;
}
