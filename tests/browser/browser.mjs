// Chromium, and the servers it is pointed at. Each page lives in an empty profile of its own, on a phone and
// without scripts unless something else is asked for. Must not know what the pages say.

import { chromium } from 'playwright-core';

/** Where the server with the sample meetings is. */
export const FULL = required('EVERYROOM_FULL');
/** Where a server is that has nothing to show yet. */
export const EMPTY = required('EVERYROOM_EMPTY');

/** Where a server is that knows every list that comes with the program, and has read none. */
export const LISTED = required('EVERYROOM_LISTED');

/** A small, cheap phone. */
export const PHONE = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
/** A desk. */
export const DESK = { viewport: { width: 1280, height: 800 } };
/** The same desk at 200 %. */
export const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

/** Starts Chromium so that it talks to nobody of its own accord; `more` is told to it besides. */
export function launch(...more) {
  return chromium.launch({
    executablePath: required('CHROMIUM'),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}

/** A page of `browser` in an empty profile. */
export async function pageOf(browser, options = {}) {
  const context = await browser.newContext({
    baseURL: FULL,
    javaScriptEnabled: false,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...(options.viewport ? {} : PHONE),
    ...options,
  });
  // a busy machine is slow, and what never comes is missed all the same
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** What tests/browser/run says. */
export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with tests/browser/run`);
  return value;
}
