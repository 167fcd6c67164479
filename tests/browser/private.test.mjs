// Pages are light, ask nobody else for anything and leave nothing behind.

import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import { EMPTY, FULL } from './browser.mjs';
import { everyPage } from './samples.mjs';
import { follow, open } from './suite.mjs';

/** Most bytes on the wire with gzip, page and style sheet, and for the script, which no page waits for. */
const MOST = { home: 10_240, results: 14_336, persian: 14_336, 'listing with a link': 10_240, 'no results': 14_336 };
const MOST_SCRIPT = 20_480;
const MOST_REQUESTS = 4;

test('nothing is asked of anybody else, stored, or wrong in the console', async (t) => {
  // with scripts allowed, so that storage can be looked into
  const page = await open(t, { javaScriptEnabled: true });
  const context = page.context();
  const [asked, faults] = [[], []];
  context.on('request', (request) => asked.push(request.url()));
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    // the browser itself notes the status of a page that is not there
    const isStatus = /status of 4\d\d/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isStatus) faults.push(message.text());
  });
  for (const [name, { url }] of Object.entries(await everyPage())) {
    await t.test(name, async () => {
      asked.length = 0;
      const answer = await page.goto(url, { waitUntil: 'networkidle' });
      const origin = new URL(page.url()).origin;
      assert.ok([FULL, EMPTY].includes(origin));
      assert.deepEqual(asked.filter((other) => new URL(other).origin !== origin), []);
      assert.ok(asked.length <= MOST_REQUESTS, `requests: ${asked.join(' ')}`);
      assert.equal(await page.locator('iframe, object, embed, img, [style], [onclick], [onload]').count(), 0);
      assert.equal(await page.locator('script:not([src])').count(), 0);

      assert.equal(await answer.headerValue('set-cookie'), null);
      assert.deepEqual(await context.cookies(), []);
      const stored = await page.evaluate(async () => [
        localStorage.length,
        sessionStorage.length,
        (await indexedDB.databases()).length,
        (await caches.keys()).length,
        (await navigator.serviceWorker.getRegistrations()).length,
      ]);
      assert.deepEqual(stored, [0, 0, 0, 0, 0]);

      const policy = await answer.headerValue('content-security-policy');
      for (const rule of ["default-src 'self'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
        assert.ok(policy.split(/;\s*/).includes(rule), `${rule} in ${policy}`);
      }
      assert.equal(await answer.headerValue('referrer-policy'), 'no-referrer');
      assert.equal(await answer.headerValue('x-content-type-options'), 'nosniff');
    });
  }
  assert.deepEqual(faults, []);
});

test('pages are light', async (t) => {
  const pages = await everyPage();
  for (const [name, most] of Object.entries(MOST)) {
    const page = await open(t);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pages[name].url, { waitUntil: 'networkidle' });
    assert.ok(asked.length >= 2, 'a page and its style sheet');
    const needed = asked.filter((url) => !/\.(js|svg)$/.test(url));
    const sizes = await Promise.all(needed.map(bytes));
    const sum = sizes.reduce((sum, size) => sum + size, 0);
    const scripts = await page.locator('script').evaluateAll((scripts) => scripts.map((script) => script.src));
    assert.equal(scripts.length, 1);
    assert.ok((await bytes(scripts[0])) <= MOST_SCRIPT, 'the script is small');
    t.diagnostic(`${name}: ${sum} bytes`);
    assert.ok(sum <= most, `${name}: ${sum} of ${most} bytes`);
  }
});

test('the style sheet crosses the wire once', async (t) => {
  const page = await open(t);
  await page.goto('/');
  assert.ok((await page.evaluate(styleBytes)) > 0);
  await follow(page, page.getByRole('link', { name: 'About', exact: true }));
  assert.equal(await page.evaluate(styleBytes), 0);
});

/** Runs in the page. */
function styleBytes() {
  const [style] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.css'));
  return style.transferSize;
}

/** What the answer to a browser takes on the wire: its head and its body as gzip made it. */
function bytes(url) {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/html,*/*', 'accept-encoding': 'gzip' };
    get(url, { headers }, (answer) => {
      let size = answer.rawHeaders.reduce((sum, text) => sum + text.length + 2, 17);
      answer.on('data', (chunk) => (size += chunk.length)).on('end', () => resolve(size));
      answer.on('error', reject);
    }).on('error', reject);
  });
}
