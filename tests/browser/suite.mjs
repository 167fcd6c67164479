// One Chromium for the tests of one file.

import { after, before } from 'node:test';
import { launch, pageOf } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A page for the test `t`, closed when it ends. */
export async function open(t, options) {
  const page = await pageOf(browser, options);
  t.after(() => page.context().close());
  return page;
}

/** Presses `control` with a finger and waits for the page it leads to; its answer. */
export async function follow(page, control) {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await Promise.all([answer, page.waitForEvent('load'), control.tap()]);
  return answer;
}

/** Sends the search form; the answer to it. */
export function search(page) {
  return follow(page, page.getByRole('button', { name: 'Find meetings' }).first());
}

/** When a page has done what was begun before this: its answers are dealt with, and drawn. */
export async function settled(page) {
  await page.evaluate(async () => {
    await fetch('/healthz');
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    await new Promise((later) => setTimeout(later));
  });
}

/** Something to wait for, and the way to let it go on. */
export function gate() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
