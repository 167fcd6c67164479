// Pages are light: what they weigh on the wire, head and body of every answer, over gzip, which every browser takes. Those
// that only a form leads to are weighed by the browser.
//
// A page is counted with its style. The icon and the script are not in it: nothing waits for them, no page needs them, and
// they are the same for all; the script has a line of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, FULL, LISTED } from './browser.mjs';
import { EACH_FAULT } from './faults.mjs';
import { everyPage, listings } from './samples.mjs';
import { BARE, everyState, paste, visit } from './states.mjs';
import { open } from './suite.mjs';
import { KB, made, sent } from './wire.mjs';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'fa'];
const MOST = { home: 10 * KB, listing: 10 * KB, other: 14 * KB, embed: 15 * KB, script: 20 * KB };
const MOST_REQUESTS = 4;
/** What marks off the pieces of an answer, which the browser counts too. */
const MARKS = 48;

const most = (name) => MOST[/listing$|^listing/.test(name) && !/unknown/.test(name) ? 'listing' : name] ?? MOST.other;
const inLanguage = (url, language) => {
  const address = new URL(url, FULL);
  if (!address.searchParams.has('ui_lang')) address.searchParams.set('ui_lang', language);
  return address.href;
};

const known = new Map();
/** Bytes of a style, an icon or a script, asked for once. */
async function part(url) {
  if (!known.has(url)) known.set(url, (await sent(url)).bytes);
  return known.get(url);
}

/** Bytes of the page at `url`, with its style. */
async function weight(url) {
  const page = await made(url);
  // the blank page has none
  assert.equal(page.styles.length, new URL(url).pathname === '/exit' ? 0 : 1, url);
  let bytes = page.bytes;
  for (const address of page.styles) bytes += await part(address);
  return { ...page, bytes };
}

test('every page is light in every language', async (t) => {
  const pages = Object.entries({ ...await everyPage(), ...BARE });
  assert.ok(pages.length > 30);
  for (const [name, { url, status }] of pages) {
    const weights = [];
    for (const language of LANGUAGES) {
      const page = await weight(inLanguage(url, language));
      assert.equal(page.status, status, `${name} in ${language}`);
      weights.push([page.bytes, language]);
    }
    const [heaviest, language] = weights.toSorted(([a], [b]) => b - a)[0];
    t.diagnostic(`${name}: ${weights[0][0]} bytes in en, at most ${heaviest} (${language}) of ${most(name)}`);
    assert.ok(heaviest <= most(name), `${name} in ${language}: ${heaviest} of ${most(name)} bytes`);
  }
});

test('what a form leads to is light in every language', async (t) => {
  const acts = Object.entries(await everyState()).filter(([, { act }]) => act);
  const reports = EACH_FAULT.map((text, at) => [`faults, part ${at + 1}`, { url: '/check', status: 200, act: (page) => paste(page, text) }]);
  assert.ok(acts.length >= 9 && reports.length >= 3);
  const page = await open(t, { extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
  for (const [name, state] of [...acts, ...reports]) {
    const weights = [];
    for (const language of LANGUAGES) {
      const answer = await visit(page, state, language);
      assert.equal(answer.status(), state.status, `${name} in ${language}`);
      assert.equal(await answer.headerValue('content-encoding'), 'gzip');
      const { responseHeadersSize, responseBodySize } = await answer.request().sizes();
      const style = await page.locator('link[rel=stylesheet]').evaluate(({ href }) => href);
      weights.push([responseHeadersSize + responseBodySize + await part(style), language]);
    }
    const [heaviest, language] = weights.toSorted(([a], [b]) => b - a)[0];
    t.diagnostic(`${name}: ${weights[0][0]} bytes in en, at most ${heaviest} (${language}) of ${MOST.other}`);
    assert.ok(heaviest <= MOST.other, `${name} in ${language}: ${heaviest} of ${MOST.other} bytes`);
  }
});

test('every page of the lists that come with the program is light', async (t) => {
  let address = `${LISTED}/sources`;
  let lists = 0;
  while (address) {
    for (const language of LANGUAGES) {
      const page = await weight(inLanguage(address, language));
      t.diagnostic(`${address.replace(LISTED, '')} in ${language}: ${page.bytes} bytes`);
      assert.ok(page.bytes <= MOST.other, `${address} in ${language}: ${page.bytes} bytes`);
    }
    const { text } = await made(address);
    const rows = text.match(/class="row" href="\/sources\//g)?.length ?? 0;
    lists += rows;
    const [, next] = /href="([^"]+)" rel="next"/.exec(text) ?? [];
    assert.ok(next ? rows === 50 : rows > 0, `${rows} lists on a page`);
    address = next && new URL(next.replaceAll('&amp;', '&'), address).href;
  }
  assert.ok(lists > 100, `${lists} lists`);
});

test('twenty full results are light', async (t) => {
  // what a card of the sample sites may have: a room, a way to join, notes, several lists
  for (const query of ['q=San+Jose&when=week', 'attendance=online&when=week', 'near=51.51,-0.13&when=week', 'q=na+san+jose']) {
    for (const language of LANGUAGES) {
      const page = await weight(inLanguage(`/?${query}`, language));
      assert.equal(page.text.match(/<ol class="cards/g)?.length, 1);
      const cards = page.text.match(/<h3/g)?.length ?? 0;
      assert.ok(cards >= 20, `${query}: ${cards} cards`);
      t.diagnostic(`${query} in ${language}: ${page.bytes} bytes`);
      assert.ok(page.bytes <= MOST.other, `${query} in ${language}: ${page.bytes} bytes`);
    }
  }
});

test('no meeting of the sample sites is heavy', async (t) => {
  const { meetings } = await listings({ limit: 200, inactive: 'include' });
  assert.equal(meetings.length, 200);
  const weights = [];
  for (const { id } of meetings) weights.push([(await weight(inLanguage(`/m/${id}`, 'fa'))).bytes, id]);
  weights.sort(([a], [b]) => a - b);
  const [[median], [heaviest, id]] = [weights[weights.length / 2], weights.at(-1)];
  t.diagnostic(`in fa: median ${median}, at most ${heaviest} bytes (${id})`);
  assert.ok(heaviest <= MOST.listing, `${id}: ${heaviest} bytes`);
});

test('the script and the embed are light', async (t) => {
  const { scripts } = await made(`${FULL}/`);
  assert.equal(scripts.length, 1);
  const script = await part(scripts[0]);
  t.diagnostic(`script: ${script} bytes`);
  assert.ok(script <= MOST.script, `${script} bytes`);
  const embed = await weight(`${FULL}/embed?fellowship=na&ui_lang=fa`);
  assert.deepEqual(embed.scripts, []);
  t.diagnostic(`embed: ${embed.bytes} bytes`);
  assert.ok(embed.bytes <= MOST.embed, `${embed.bytes} bytes`);
});

test('the browser asks our own server, four times at most, and gets what was counted', async (t) => {
  const page = await open(t, { javaScriptEnabled: true, extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  const answers = new Map();
  wire.on('Network.requestWillBeSent', ({ requestId, request }) => answers.set(requestId, { url: request.url }));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    // the icon may come when its page is left already
    if (answers.has(requestId)) answers.get(requestId).bytes = encodedDataLength;
  });
  for (const [name, { url }] of Object.entries(await everyPage())) {
    answers.clear();
    await page.goto(url);
    // what the browser draws its own buttons with comes from nowhere
    const told = [...answers.values()].filter(({ url }) => !url.startsWith('data:'));
    for (const { url } of told) assert.ok([FULL, EMPTY].includes(new URL(url).origin), `${name} asks for ${url}`);
    // without a window to show it in, the browser leaves the icon out, or takes it late, of the page before; it is the
    // same for all
    const counted = await made(page.url());
    const all = new Set([...told.map(({ url }) => url), ...counted.icons].map((url) => url.replace(/^http:\/\/[^/]+/, '')));
    assert.ok(all.size >= 4 && all.size <= MOST_REQUESTS, `${name}: ${[...all].join(' ')}`);
    for (const { url, bytes } of told) {
      // it fetches the icon when it likes, also when nobody waits any more
      if (counted.icons.some((icon) => icon.endsWith(new URL(url).pathname))) continue;
      const expected = url === page.url() ? counted.bytes : await part(url);
      assert.ok(bytes >= expected && bytes <= expected + MARKS, `${url}: the browser got ${bytes} bytes, ${expected} were counted`);
    }
    assert.deepEqual(await page.context().cookies(), []);
  }
});
