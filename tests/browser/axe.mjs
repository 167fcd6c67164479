// axe-core in a page, with the script of the page on or really off. Must not say what may be found: tests do.

import axe from 'axe-core';

/** WCAG 2.2 A and AA. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe says of `part` of the page as it stands: how many rules passed, how often each is broken, and as lines what is
 * broken and what it could not tell.
 */
export async function examined(page, tags = [...WCAG, 'best-practice'], part = 'html') {
  const hasScript = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  // where scripts are off no timer ever fires, and axe takes its turns by timers
  if (!hasScript) await page.evaluate(withoutTimers);
  await page.evaluate(axe.source);
  const { passes, violations, incomplete } = await page.evaluate(run, { tags, part });
  const rules = Object.fromEntries(violations.map(({ id, nodes }) => [id, nodes.length]));
  return { hasScript, passes: passes.length, rules, broken: violations.flatMap(told), unsure: incomplete.flatMap(told) };
}

/** Runs in the page. */
function withoutTimers() {
  globalThis.setTimeout = (act, after, ...values) => {
    Promise.resolve().then(() => act(...values));
    return 1;
  };
  globalThis.clearTimeout = () => {};
}

/** Runs in the page. There is nothing to fetch beforehand: the style is in, and pages hold no frames. */
function run({ tags, part }) {
  return globalThis.axe.run(part, { runOnly: { type: 'tag', values: tags }, preload: false });
}

function told({ id, help, nodes }) {
  return nodes.map(({ html, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
    return `${id}: ${help}: ${html.slice(0, 300)} ${why}`;
  });
}
