// Saves pictures of every page and state of one, for people to look at: `make pictures`, or
// `tests/browser/run --shots DIR`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, launch, pageOf, PHONE } from './browser.mjs';
import { BARE, everyState, go, SCRIPTED } from './states.mjs';

/** How a page is looked at: on what, with which words, printed or not. */
const WAYS = {
  'phone-light': [PHONE, 'en'],
  'phone-dark': [{ ...PHONE, colorScheme: 'dark' }, 'en'],
  'phone-persian': [PHONE, 'fa'],
  'phone-print': [PHONE, 'en', 'print'],
  desk: [DESK, 'en'],
};

/** Most of a page that is pictured, in px. */
const LONGEST = 1800;

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const browser = await launch();
const plain = { ...await everyState(), ...BARE };
let saved = 0;
for (const [way, [options, language, media]] of Object.entries(WAYS)) {
  for (const [states, javaScriptEnabled] of [[plain, false], [SCRIPTED, true]]) {
    const page = await pageOf(browser, { ...options, javaScriptEnabled });
    const { width } = options.viewport;
    for (const [name, state] of Object.entries(states)) {
      await go(page, state, language);
      await page.emulateMedia({ media: media ?? 'screen' });
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({
        path: join(folder, `${name.replaceAll(/[^a-z0-9]+/g, '-')}-${way}.png`),
        fullPage: true,
        // the rest of a long list looks like its start
        clip: { x: 0, y: 0, width, height: Math.min(whole, LONGEST) },
      });
      saved += 1;
      await page.emulateMedia({ media: 'screen' });
    }
    await page.context().close();
  }
}
await browser.close();
console.log(`${saved} pictures in ${folder}`);
