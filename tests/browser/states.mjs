// Pages that only an act leads to: forms sent with faults, a private search, a list that was checked, what the script
// opens. Each is `url` with an `act` that ends on the page meant, and tells the answer. Must not look at pages itself.

import { ALL_FAULTS } from './faults.mjs';
import { everyPage } from './samples.mjs';

/** Two meetings, one of them with a day that is none. */
export const LIST = JSON.stringify([
  { slug: 'tue', name: 'Harbour Lights', day: 2, time: '19:30', timezone: 'Europe/Dublin', formatted_address: '1 Quay St, Galway, Ireland' },
  { slug: 'odd', name: 'Odd One', day: 'Wensday', time: '7:30 PM' },
]);

/** What the button is called in the languages that are looked at. */
const NEAR_ME = /^(Near me|In meiner Nähe|نزدیک من)$/;

const ACTS = {
  'a list checked': { url: '/check', status: 200, act: (page) => paste(page, LIST) },
  'a list with every fault': { url: '/check', status: 200, act: (page) => paste(page, ALL_FAULTS) },
  'a list that is none': { url: '/check', status: 200, act: (page) => paste(page, '<!doctype html><title>Log in</title>') },
  'nothing to check': { url: '/check', status: 400, act: (page) => paste(page, '') },
  'a withdrawal refused': { url: '/withdraw', status: 400, act: withdraw },
  'near me': { url: '/', status: 200, act: (page) => near(page, '37.338,-121.886') },
  'near me, next': { url: '/', status: 200, act: nextNear },
  'near me, nothing': { url: '/?q=nosuchwordanywhere', status: 200, act: (page) => near(page, '37.338,-121.886') },
  'near me without a place': { url: '/', status: 200, act: (page) => near(page, '') },
};

/** Pages that stand alone, without the head and foot of the others. */
export const BARE = {
  embed: { url: '/embed?fellowship=na', status: 200 },
  // it has next to nothing that could be checked
  exit: { url: '/exit', status: 200, passes: 5 },
};

/** States that only the script leads to. */
export const SCRIPTED = {
  'suggestions open': { url: '/', status: 200, act: suggestions },
  'near me refused by the phone': { url: '/', status: 200, act: refused },
  'a map closer by': { url: '/?q=San+Jose&attendance=in_person&view=map', status: 200, act: closer },
};

/** Every kind of page and every state of one, by name: in any language. */
export async function everyState() {
  // those two are others in another language
  const { persian, 'german listing': german, ...pages } = await everyPage();
  return { ...pages, ...ACTS };
}

/** Goes to a state, in a language unless it has one of its own; the answer. */
export async function go(page, { url, act }, language) {
  const there = language && !url.includes('ui_lang=') ? `${url}${url.includes('?') ? '&' : '?'}ui_lang=${language}` : url;
  let answer = await page.goto(there);
  if (act) answer = (await act(page)) ?? answer;
  return answer;
}

/** The same, and folded parts are opened. */
export async function visit(page, state, language) {
  const answer = await go(page, state, language);
  await page.locator('details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
  return answer;
}

/** Has a text checked; the answer. */
export function paste(page, text) {
  return sent(page, 'form[action="/check"]', { text });
}

function withdraw(page) {
  return sent(page, 'form[action="/withdraw"]', { what: 'Harbour Lights', reply: 'nobody' });
}

/** What the script does at a press of "near me", with the place that the device would tell. */
function near(page, point) {
  return led(page, page.locator('form[role=search]').first().evaluate((form, value) => {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'here', value }));
    form.method = 'post';
    form.submit();
  }, point));
}

async function nextNear(page) {
  await near(page, '37.338,-121.886');
  return led(page, page.locator('main .actions form[method=post] button').first().click());
}

async function suggestions(page) {
  await page.locator('#q').fill('san jo');
  await page.locator('.suggest [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
}

async function refused(page) {
  await page.getByRole('button', { name: NEAR_ME }).first().click();
  await page.getByRole('alert').waitFor();
}

async function closer(page) {
  await page.locator('figure[tabindex]').waitFor();
  // by its key, since its button is called otherwise in each language
  await page.locator('figure').press('+');
  await page.locator('svg.map.near').waitFor();
}

/** Sends a form as it is but for these values, past the browser's own checks and past the script. */
function sent(page, form, values) {
  return led(page, page.locator(form).evaluate((form, values) => {
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
    form.submit();
  }, values));
}

/** The answer to what was just begun. */
async function led(page, act) {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await Promise.all([answer, page.waitForEvent('load'), act]);
  return answer;
}
