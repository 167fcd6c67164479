// Pages ask nobody else for anything and leave nothing behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, FULL } from './browser.mjs';
import { everyPage } from './samples.mjs';
import { follow, open } from './suite.mjs';

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
      // the icon of the page before may come late; it is the same for all, so it counts once
      const icon = await page.locator('link[rel=icon]').evaluate(({ href }) => new URL(href).pathname);
      const own = asked.filter((other) => new URL(other).pathname !== icon);
      assert.deepEqual(own.filter((other) => new URL(other).origin !== origin), []);
      assert.ok(asked.every((other) => [FULL, EMPTY].includes(new URL(other).origin)), asked.join(' '));
      assert.ok(own.length + 1 <= MOST_REQUESTS, `requests: ${asked.join(' ')}`);
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
