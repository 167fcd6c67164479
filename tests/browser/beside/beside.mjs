// The same meetings of one sample BMLT site, shown by our page and by the published crouton widget, in turns, on the
// same slow phone: `tests/browser/run --beside DIR` prints a table and saves a picture of each to DIR.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { launch, pageOf, required } from '../browser.mjs';
import { load, median, SCREEN } from '../lab.mjs';
import { host, VERSION } from './host.mjs';

const ROUNDS = 5;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ONE = required('EVERYROOM_ONE');
const folder = process.argv[2];

// whatever is not of this machine is not there: nobody else is asked, whatever a page would like to
const browser = await launch('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
const hosts = [];
const SHOWN = [...(await both(await fewDays())), ...(await both([]))];

await mkdir(folder, { recursive: true });
for (const shown of SHOWN) shown.loads = [];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { url, rows, meetings, loads } of SHOWN) {
    loads.push(await load(browser, url, (page) => page.locator(rows).nth(meetings - 1).waitFor({ timeout: 30_000 })));
  }
}
for (const shown of SHOWN) Object.assign(shown, await looked(shown));
await browser.close();
for (const { close } of hosts) close();

const middle = (what, digits) => (shown) => median(shown.loads.map((load) => load[what])).toFixed(digits);
const ROWS = [
  ['meetings shown', (shown) => shown.count],
  ['bytes on the wire', (shown) => Number(middle('bytes', 0)(shown)).toLocaleString('en')],
  ['requests', middle('requests', 0)],
  ['hosts asked', (shown) => shown.loads[0].hosts.size],
  ['LCP, s', middle('lcp', 2)],
  ['CLS', middle('cls', 3)],
  ['TBT, ms', middle('tbt', 0)],
  ['meetings shown without a script', (shown) => shown.unscripted],
  ['axe: WCAG 2.2 A and AA, rules broken', (shown) => shown.rules],
  ['axe: places', (shown) => shown.places],
];
const line = (cells) => `| ${cells.join(' | ')} |`;
console.log(`crouton ${VERSION}; median of ${ROUNDS} cold loads each, in turns\n`);
console.log(line(['', ...SHOWN.map(({ name }) => name)]));
console.log(line(['---', ...SHOWN.map(() => '--:')]));
for (const [name, told] of ROWS) console.log(line([name, ...SHOWN.map(told)]));
for (const { name, count, broken } of SHOWN) if (broken) console.log(`\n${name}, ${count} meetings: ${broken}`);

/** The first days of the week that have twenty meetings together, as our parameter and as BMLT's numbers. */
async function fewDays() {
  const days = [];
  for (const day of ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']) {
    days.push([day, days.length + 1]);
    if ((await total(days)) >= 20) return days;
  }
  throw new Error('the sample site has fewer than twenty meetings');
}

function ours(days) {
  const query = new URLSearchParams({ inactive: 'include', limit: '200', ui_lang: 'en' });
  for (const [day] of days) query.append('weekday', day);
  return query;
}

async function total(days) {
  return (await (await fetch(`${ONE}/v1/meetings?${ours(days)}`)).json()).total;
}

/** Who shows, how many, where, and what one meeting is in the page: those of some days, or all. */
async function both(days) {
  const meetings = await total(days);
  assert.ok(meetings >= 20 && meetings <= 200, `${meetings} meetings`);
  const asked = days.map(([, number]) => `&weekdays[]=${number}`).join('');
  const widget = await host(required('EVERYROOM_ROOT'), `&services[]=1&recursive=1${asked}`);
  hosts.push(widget);
  return [
    { name: 'Everyroom', meetings, url: `${ONE}/?${ours(days)}`, rows: '.cards > li' },
    { name: 'crouton', meetings, url: widget.url, rows: '.bmlt-data-row:visible' },
  ];
}

/** What can be counted at leisure: the meetings, with a script and without, and what axe finds; and a picture. */
async function looked({ name, meetings, url, rows }) {
  const page = await pageOf(browser, { ...SCREEN, javaScriptEnabled: true });
  await page.goto(url);
  await page.locator(rows).nth(meetings - 1).waitFor({ timeout: 30_000 });
  const count = await page.locator(rows).count();
  assert.equal(count, meetings, `${name} shows them all`);
  if (meetings === SHOWN[0].meetings) await page.screenshot({ path: join(folder, `beside-${name.toLowerCase()}.png`), scale: 'css' });
  await page.evaluate(axe.source);
  const { passes, violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    RULES,
  );
  assert.ok(passes.length >= 10, 'the checks ran');
  await page.context().close();
  const plain = await pageOf(browser, SCREEN);
  await plain.goto(url);
  const unscripted = await plain.locator(rows).count();
  await plain.context().close();
  const places = violations.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const broken = violations.map(({ id, nodes }) => `${id} (${nodes.length})`).join(', ');
  return { count, unscripted, rules: violations.length, places, broken };
}
