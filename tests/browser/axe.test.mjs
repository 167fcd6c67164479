// axe-core finds nothing on any page, on a phone and at 200 %, in light and dark.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { PHONE, ZOOMED } from './browser.mjs';
import { everyPage } from './samples.mjs';
import { open } from './suite.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const [screen, size] of Object.entries({ 'a phone': PHONE, '200 %': ZOOMED })) {
  test(`pages keep to WCAG 2.2 A and AA on ${screen}, light and dark`, async (t) => {
    // the checks themselves are a script
    const page = await open(t, { ...size, javaScriptEnabled: true });
    for (const [name, { url }] of Object.entries(await everyPage())) {
      await t.test(name, async () => {
        await page.goto(url);
        for (const summary of await page.locator('summary').all()) await summary.click();
        await page.evaluate(axe.source);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          const { passes, violations } = await page.evaluate(check, RULES);
          assert.ok(passes.length >= 10, 'the checks ran');
          assert.deepEqual(violations.flatMap(told), [], colorScheme);
        }
      });
    }
  });
}

/** Runs in the page. */
function check(values) {
  return globalThis.axe.run(document, { runOnly: { type: 'tag', values } });
}

function told({ id, help, nodes }) {
  return nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message).join('; ')}`);
}
