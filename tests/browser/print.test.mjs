// What is printed is read later and elsewhere: sixty meetings on two sheets, with dates, what the words mean, and nothing
// that is true only now.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESK } from './browser.mjs';
import { fullest, listings } from './samples.mjs';
import { open } from './suite.mjs';

const WEEK = { when: 'week', limit: 60, sort: 'soonest' };

/** What a printer would make of it; the number of its pages is that of the objects of this type. */
async function sheets(page, format) {
  const pdf = await page.pdf({ format, margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } });
  const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(count > 0);
  return count;
}

test('sixty meetings are printed on two sheets', async (t) => {
  const { meetings, total } = await listings(WEEK);
  assert.ok(meetings.length === 60 && total >= 60);
  const page = await open(t, DESK);
  for (const language of ['en', 'de', 'fa']) {
    await page.goto(`/?${new URLSearchParams({ ...WEEK, ui_lang: language })}`);
    assert.equal(await page.locator('.cards > li').count(), 60);
    const [a4, letter] = [await sheets(page, 'A4'), await sheets(page, 'Letter')];
    t.diagnostic(`${language}: ${a4} sheets of A4, ${letter} of Letter`);
    assert.ok(a4 <= 2 && letter <= 3, `${language}: ${a4} sheets of A4, ${letter} of Letter`);
  }
});

test('a printed list says how to join what is only online', async (t) => {
  const { meetings } = await listings({ attendance: '-in_person', limit: 20 });
  const linked = meetings.filter(({ online }) => online?.url);
  assert.ok(linked.length > 3);
  const page = await open(t, DESK);
  await page.goto('/?attendance=-in_person');
  assert.equal(await page.locator('.cards .printed').filter({ visible: true }).count(), 0);
  await page.emulateMedia({ media: 'print' });
  const ways = await page.locator('.cards .printed').filter({ visible: true }).allInnerTexts();
  for (const { online, name } of linked) assert.ok(ways.includes(online.url), name);
});

test('a print says when it was made and what its words mean, and nothing that is true only now', async (t) => {
  const page = await open(t, DESK);
  for (const [language, passing] of [
    ['en', /\b(today|tomorrow|yesterday|on now|starts in|just now|ago)\b/i],
    ['de', /\b(heute|morgen|gestern|läuft|beginnt in|gerade|vor \d+)\b/],
  ]) {
    await page.goto(`/?${new URLSearchParams({ ...WEEK, ui_lang: language })}`);
    const onScreen = await page.locator('.cards').innerText();
    assert.match(onScreen, passing, 'the screen speaks of now');
    await page.emulateMedia({ media: 'print' });
    const list = await page.locator('.cards').evaluate(printed);
    const cards = list.split('\n\n');
    assert.equal(cards.length, 60);
    for (const card of cards) {
      assert.doesNotMatch(card, passing);
      assert.match(card, /\d+\.? November/);
    }
    assert.match(await page.locator('.told + .printed').innerText(), language === 'de' ? /22\. November 2026/ : /^As listed on 22 November 2026\.$/);
    assert.ok((await page.locator('.legend dt').count()) > 3);
    assert.ok(await page.locator('.legend').isVisible());
    for (const hidden of ['.cards .actions', '.chips', '.side', 'nav', '.exit', '.skip', '.languages']) {
      assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
    }
    assert.ok((await page.locator('.help').count()) === 1 && (await page.locator('.help').isVisible()));
    await page.emulateMedia({ media: 'screen' });
    assert.equal(await page.locator('.told + .printed').isVisible(), false);
  }
});

test('the page of a meeting prints its rule, place, link, day and source', async (t) => {
  const { id, name, venue, online } = await fullest();
  const page = await open(t, DESK);
  await page.goto(`/m/${id}`);
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('main').evaluate(printed);
  for (const part of [name, venue.name, online.url, '22 November 2026']) assert.ok(text.includes(part), `${part}\n${text}`);
  assert.ok(await page.locator('.rule').isVisible());
  assert.doesNotMatch(text, /\b(today|tomorrow|on now|starts in|just now)\b/i);
  assert.ok((await sheets(page, 'A4')) <= 2);
});

/** Runs in the page: its text as it is laid out, with what the style puts in. */
function printed(part) {
  const items = part.matches('ol') ? [...part.children] : [part];
  return items.map((item) => {
    // a name may say what it likes
    const shown = [...item.querySelectorAll('*')].filter((element) => element.checkVisibility() && !element.closest('li h3'));
    return shown.map((element) => {
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join(' ');
      const { content } = getComputedStyle(element, '::after');
      const isShown = Number.parseFloat(getComputedStyle(element).fontSize) > 0;
      return `${isShown ? own : ''} ${content.startsWith('"') ? content.slice(1, -1) : ''}`.trim();
    }).filter(Boolean).join(' ');
  }).join('\n\n');
}
