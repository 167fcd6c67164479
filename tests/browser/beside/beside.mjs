// The same meetings of one sample BMLT site, shown by our page and by the published crouton widget, in turns, on the
// same slow phone: `tests/browser/run --beside DIR` prints a table and saves a picture of each to DIR. It fails where ours
// is not the lighter, the faster, the one without faults and the one that is whole without a script.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { examined, WCAG } from '../axe.mjs';
import { launch, pageOf, required } from '../browser.mjs';
import { load, median, quiet, SCREEN } from '../lab.mjs';
import { host, VERSION } from './host.mjs';

const ROUNDS = 5;
const ONE = required('EVERYROOM_ONE');
const folder = process.argv[2];

// whatever is not of this machine is not there: nobody else is asked, whatever a page would like to
const browser = await launch('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
const hosts = [];
const SHOWN = [...(await both(await fewDays())), ...(await both([]))];

await mkdir(folder, { recursive: true });
for (const shown of SHOWN) shown.loads = [];
const idle = await quiet();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { url, rows, meetings, loads } of SHOWN) {
    loads.push(await load(browser, url, (page) => page.locator(rows).nth(meetings - 1).waitFor({ timeout: 30_000 })));
  }
}
for (const shown of SHOWN) Object.assign(shown, await looked(shown));
await browser.close();
for (const { close } of hosts) close();

const value = (what, shown) => median(shown.loads.map((load) => load[what]));
const middle = (what, digits) => (shown) => value(what, shown).toFixed(digits);
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
console.log(`crouton ${VERSION}; median of ${ROUNDS} cold loads each, in turns; ${(idle * 100).toFixed(0)} % idle before\n`);
console.log(line(['', ...SHOWN.map(({ name }) => name)]));
console.log(line(['---', ...SHOWN.map(() => '--:')]));
for (const [name, told] of ROWS) console.log(line([name, ...SHOWN.map(told)]));
for (const { name, count, broken } of SHOWN) if (broken) console.log(`\n${name}, ${count} meetings: ${broken}`);

for (let at = 0; at < SHOWN.length; at += 2) {
  const [ours, theirs] = SHOWN.slice(at, at + 2);
  for (const what of ['bytes', 'requests', 'lcp']) {
    const [own, other] = [value(what, ours), value(what, theirs)];
    assert.ok(own <= other, `${ours.meetings} meetings: ${what} is ${own} for ours, ${other} for ${theirs.name}`);
  }
  assert.equal(ours.rules, 0, `${ours.meetings} meetings: ${ours.broken}`);
  assert.equal(ours.unscripted, ours.meetings, 'ours is whole without a script');
}

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
  const { passes, rules, broken: places } = await examined(page, WCAG);
  assert.ok(passes >= 10, 'the checks ran');
  await page.context().close();
  const plain = await pageOf(browser, SCREEN);
  await plain.goto(url);
  const unscripted = await plain.locator(rows).count();
  await plain.context().close();
  const broken = Object.entries(rules).map(([id, count]) => `${id} (${count})`).join(', ');
  return { count, unscripted, rules: Object.keys(rules).length, places: places.length, broken };
}
