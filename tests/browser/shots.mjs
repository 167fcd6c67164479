// Saves pictures of the pages, for people to look at: `tests/browser/run --shots DIR`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, launch, pageOf, PHONE } from './browser.mjs';
import { everyPage } from './samples.mjs';

const SCREENS = {
  'phone-light': PHONE,
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  desktop: DESK,
};

/** Most of a page that is pictured, in px. */
const LONGEST = 1800;

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [screen, options] of Object.entries(SCREENS)) {
  const page = await pageOf(browser, options);
  const { width } = options.viewport;
  for (const [name, { url }] of Object.entries(await everyPage())) {
    await page.goto(url);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.screenshot({
      path: join(folder, `${name.replaceAll(' ', '-')}-${screen}.png`),
      fullPage: true,
      // the rest of a long list looks like its start
      clip: { x: 0, y: 0, width, height: Math.min(whole, LONGEST) },
    });
  }
  await page.context().close();
}
await browser.close();
