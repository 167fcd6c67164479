// Whatever is asked, the page leads on, to meetings and not only to other searches, and says whom to call or that we know
// nobody there: 200 questions from a seed, the same every time.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { EMPTY } from './browser.mjs';
import { seeded } from './matrix.mjs';
import { OLD } from './samples.mjs';
import { open } from './suite.mjs';
import { message } from './words.mjs';

const random = seeded(200);
const pick = (list) => list[Math.floor(random() * list.length)];

/** The words of the synthetic world: names, streets, towns. */
async function words() {
  const text = await readFile(new URL('../gen/words.txt', import.meta.url), 'utf8');
  const lists = text.split('\n').filter((line) => line.includes(' = ')).map((line) => line.split(' = ')[1].split(' | '));
  return lists.flat().filter((word) => word.trim());
}

const ASKED = ['na', 'aa tonight', 'women', 'online now', 'near me', 'san jose', '95112', 'friday 7pm', 'my son uses heroin', 'heute abend', 'español',
  'I want to die', 'not aa', 'no zoom', 'help', 'wheelchair asl', 'في الليل', 'سلام', 'امشب', '今夜', 'сегодня', 'เย็นนี้', 'हिन्दी', 'ελληνικά'];
const ODD = ['🙂🙂', '👩‍👩‍👧', '\u202eevil\u202c', '\u200f\u200e', '\u0000', '\u0007\u001b[31m', '\ufeff', '\ufffd', 'e\u0301\u0301\u0301', '<b>', '"', "'--", '()',
  '&amp;', '%00', '-', '\t\n', '\\', '{{t}}', 'AND OR NOT', '*', '~1', ':)', 'q:q', '[1 TO 2]', '   '];
const LONG = ['a'.repeat(399), 'na '.repeat(133), '日'.repeat(130), '\u0301'.repeat(200), '🙂'.repeat(100), 'x'.repeat(900)];
const REST = [['when', ['now', 'tonight', 'week', 'someday']], ['weekday', ['sun', 'mon,tue', 'blursday']], ['attendance', ['online', 'in_person', '-online']],
  ['fellowship', ['na', 'al_anon', 'nosuch']], ['near', ['San Jose', '37.3,-121.9', 'Nowhereville', '91,0']], ['radius_km', ['1', '0', '-5', '1e9']],
  ['after', ['19:00', '25:99']], ['lang', ['es', 'xx']], ['access', ['step_free', 'nosuch']], ['for', ['family']], ['covers', ['alcohol,opioids']],
  ['sort', ['nearest', 'name']], ['tz', ['Asia/Tehran', 'Mars/Base']], ['cursor', ['nonsense', '']], ['limit', ['1', '0', '9999']], ['page', ['-1']],
  ['view', ['map', 'x']], ['ui_lang', ['fa', 'de', 'xx']], ['understand', ['off']], ['utm_source', ['x']], ['inactive', ['include']]];

async function questions() {
  const known = await words();
  assert.ok(known.length > 300);
  return Array.from({ length: 200 }, (_, at) => {
    const parts = Array.from({ length: 1 + (at % 4) }, () => pick(random() < 0.6 ? known : random() < 0.6 ? ASKED : ODD));
    const q = at % 20 === 0 ? pick(LONG) : parts.join(' ');
    const others = Array.from({ length: at % 3 === 0 ? 1 + Math.floor(random() * 3) : 0 }, () => pick(REST));
    return [['q', q], ...others.map(([name, values]) => [name, pick(values)])];
  });
}

test('200 questions, and after each there is something to do next', async (t) => {
  const page = await open(t, { javaScriptEnabled: true });
  await page.goto('/');
  const statuses = {};
  const headings = new Set();
  const faults = [];
  let empty = 0;
  for (const pairs of await questions()) {
    const query = new URLSearchParams(pairs);
    const { status, heading, actions, lang, cards, meetings, online, coverage, dials, help, isSearchable } = await page.evaluate(asked, `/?${query}`);
    statuses[status] = (statuses[status] ?? 0) + 1;
    headings.add(heading);
    const wrong = (what) => faults.push(`${query}: ${status}: ${what}`);
    if (status !== 200 && status !== 400) wrong('neither an answer nor a refusal');
    // the quick ways that stand on every page do not count
    if (cards === 0) {
      empty += 1;
      if (meetings === 0 && online === 0) wrong('no meeting, and no way to those that are on now');
      if (status === 200 && coverage === 0) wrong('nothing is said of what we know');
    }
    if (actions.length === 0) wrong('nothing to do next');
    if (dials === 0 && !help.includes(await message(lang, 'crisis.no_line'))) wrong(`nobody to call: ${help}`);
    if (!isSearchable) wrong('no search');
    if (!heading) wrong('no heading');
    // what leads on leads somewhere: one of them, another each time
    const next = pick(actions) ?? '/';
    const there = await page.evaluate(asked, next);
    if (there.status !== 200) wrong(`${next} answers ${there.status}`);
  }
  t.diagnostic(`${JSON.stringify(statuses)}, ${empty} without a list`);
  assert.deepEqual(faults, []);
  assert.ok(empty > 20, `${empty} pages without a list`);
  assert.ok(statuses[200] > 100 && statuses[400] > 5, JSON.stringify(statuses));
  assert.ok(headings.size >= 3, 'results, nothing found and refusals were among them');
});

const HELPED = [['/', 200], ['/?when=week', 200], ['/?q=nosuchwordanywhere', 200], ['/?q=I+want+to+die', 200], ['/?after=25:99', 400],
  ['/?cursor=nonsense', 400], [`/?q=na&cursor=${OLD}`, 410], ['/nowhere', 404], ['/m/m0000000000000', 404], ['/sources/nobody', 404], ['/fellowships/nobody', 404],
  [`${EMPTY}/`, 200], [`${EMPTY}/?q=na`, 200]];
/** Where no country is known, the lines of all, each with its countries. */
const ALL_LINES = ['tel:988', 'tel:116123'];

test('help stands on the home page, results, nothing found and every error', async (t) => {
  const page = await open(t);
  for (const [url, status] of HELPED) {
    const answer = await page.goto(url);
    assert.equal(answer.status(), status, url);
    assert.deepEqual(await dials(page), ALL_LINES, url);
    assert.ok(await page.locator('main form[role=search] button').first().isVisible(), `${url} lets people search`);
    const others = await page.locator('main').getByRole('link').or(page.locator('main button')).filter({ visible: true }).count();
    assert.ok(others > (await page.locator('main .help a').count()), `${url} leads on`);
  }
});

/** Where there is a line, its number and that for emergencies, if it is known; elsewhere words, and nobody else's number. */
const PLACES = { 'San Jose': ['tel:988', 'tel:911'], London: ['tel:116123', 'tel:999'], Berlin: ['tel:112'], Bilbao: ['tel:112'], 'São Paulo': [] };

test('a country gets its own lines, or words that we know none, in every language', async (t) => {
  const page = await open(t);
  for (const language of ['en', 'es', 'fr', 'de', 'pt', 'fa']) {
    const none = await message(language, 'crisis.no_line');
    for (const [place, lines] of Object.entries(PLACES)) {
      const answer = await page.goto(`/?${new URLSearchParams({ near: place, ui_lang: language })}`);
      assert.equal(answer.status(), 200, place);
      assert.deepEqual(await dials(page), lines, `${place} in ${language}`);
      const text = await page.locator('main .help').innerText();
      assert.equal(text.includes(none), !['San Jose', 'London'].includes(place), `${place} in ${language}: ${text}`);
    }
  }
});

/** The numbers of the one block of help on a page, which can be seen and leads to more. */
async function dials(page) {
  const help = page.locator('main .help');
  assert.equal(await help.filter({ visible: true }).count(), 1, page.url());
  assert.equal(await help.locator('a[href^="/help"]').count(), 1, page.url());
  return help.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

/** Runs in the page: what an address of this site answers, and what leads on from there. */
async function asked(address) {
  const answer = await fetch(address, { headers: { accept: 'text/html' } });
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  const main = page.querySelector('main');
  const all = (selector) => [...(main?.querySelectorAll(selector) ?? [])];
  const links = all('a[href^="/"]').filter((link) => !link.closest('.help, .chips') && link.textContent.trim());
  const hrefs = links.map((link) => link.getAttribute('href'));
  return {
    status: answer.status,
    lang: page.documentElement.lang,
    heading: main?.querySelector('h1')?.textContent.trim(),
    cards: main?.querySelector('.split') ? all('ol.cards > li').length : 0,
    actions: hrefs,
    meetings: hrefs.filter((href) => href.startsWith('/m/')).length,
    online: hrefs.filter((href) => href.includes('when=now') && href.includes('online')).length,
    coverage: all('h2 + ul:not([class]) > li').length,
    dials: all('.help a[href^="tel:"]').length,
    help: all('.help').map((help) => help.textContent).join(' '),
    isSearchable: Boolean(main?.querySelector('form[role=search] button')),
  };
}
