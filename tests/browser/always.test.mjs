// Whatever is asked, the page leads on: 200 questions from a seed, the same every time.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { EMPTY } from './browser.mjs';
import { seeded } from './matrix.mjs';
import { open } from './suite.mjs';

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
  for (const pairs of await questions()) {
    const query = new URLSearchParams(pairs);
    const { status, heading, actions, help, isSearchable } = await page.evaluate(asked, `/?${query}`);
    statuses[status] = (statuses[status] ?? 0) + 1;
    headings.add(heading);
    assert.ok(status === 200 || status === 400, `${query}: ${status}`);
    assert.ok(actions.length >= 1, `${query}: nothing to do next`);
    assert.ok(help >= 1, `${query}: no help`);
    assert.ok(isSearchable, `${query}: no search`);
    assert.ok(heading, query);
    // what leads on leads somewhere: one of them, another each time
    const next = pick(actions);
    const there = await page.evaluate(asked, next);
    assert.equal(there.status, 200, `${query}: ${next}`);
  }
  t.diagnostic(JSON.stringify(statuses));
  assert.ok(statuses[200] > 100 && statuses[400] > 5, JSON.stringify(statuses));
  assert.ok(headings.size >= 3, 'results, nothing found and refusals were among them');
});

test('help stands on the home page, results, nothing found and every error', async (t) => {
  const page = await open(t);
  for (const [url, status] of [['/', 200], ['/?when=week', 200], ['/?q=nosuchwordanywhere', 200], ['/?after=25:99', 400], ['/?cursor=nonsense', 400],
    ['/nowhere', 404], ['/m/m0000000000000', 404], ['/sources/nobody', 404], ['/fellowships/nobody', 404], [`${EMPTY}/`, 200], [`${EMPTY}/?q=na`, 200]]) {
    const answer = await page.goto(url);
    assert.equal(answer.status(), status, url);
    const links = page.locator('main .help a');
    assert.ok((await links.count()) >= 1 && (await links.first().isVisible()), url);
    const others = await page.locator('main').getByRole('link').or(page.locator('main button')).filter({ visible: true }).count();
    assert.ok(others > (await links.count()), `${url} leads on`);
  }
});

/** Runs in the page: what an address of this site answers, and what leads on from there. */
async function asked(address) {
  const answer = await fetch(address, { headers: { accept: 'text/html' } });
  const text = await answer.text();
  const main = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  const links = [...(main?.querySelectorAll('a[href^="/"]') ?? [])].filter((link) => !link.closest('.help') && link.textContent.trim());
  return {
    status: answer.status,
    heading: main?.querySelector('h1')?.textContent.trim(),
    actions: links.map((link) => link.getAttribute('href')),
    help: main?.querySelectorAll('.help a').length ?? 0,
    isSearchable: Boolean(main?.querySelector('form[role=search] button')),
  };
}
