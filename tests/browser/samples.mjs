// Which pages there are to look at, with listings chosen by the API. Must not look at pages itself.

import assert from 'node:assert/strict';
import { EMPTY, FULL } from './browser.mjs';

/** Listings of the sample sites that match `query`, as the API tells them. */
export async function listings(query) {
  const answer = await fetch(`${FULL}/v1/meetings?${new URLSearchParams(query)}`);
  assert.equal(answer.status, 200, `the API answers ${JSON.stringify(query)}`);
  return answer.json();
}

/** The first listing of `query` for which `suits` holds. */
export async function listing(query, suits = () => true) {
  const found = (await listings({ limit: 200, ...query })).meetings.find(suits);
  assert.ok(found, `the sample sites have a listing of ${JSON.stringify(query)} that suits`);
  return found;
}

/** In the room, on screen and by phone, with notes: the fullest page there is. */
export function fullest() {
  const suits = ({ attendance, online, notes }) =>
    attendance.includes('in_person') && online?.url && online.phone && notes;
  return listing({ attendance: 'online' }, suits);
}

/** The meeting that the first sample site is sure to have. */
export function supper() {
  return listing({ q: 'supper', fellowship: 'na' });
}

/** The source with the most notices. */
async function faulty() {
  const { sources } = await (await fetch(`${FULL}/v1/sources`)).json();
  const worth = ({ notices }) => notices.error * 1000 + notices.warning;
  return sources.toSorted((a, b) => worth(b) - worth(a))[0].id;
}

/** A cursor as we write them, of a generation that never was. */
export const OLD = 'ffe0f505000000000000000000000000c049036b0000000014000000a7528c0a';

let pages;

/** Every kind of page, by name: where it is and with which status it answers. */
export function everyPage() {
  pages ??= collected();
  return pages;
}

async function collected() {
  const [room, both] = [await supper(), await fullest()];
  return {
    home: { url: '/', status: 200 },
    results: { url: '/?when=week', status: 200 },
    near: { url: '/?near=37.35,-121.88&attendance=in_person&inactive=include', status: 200 },
    'no results': { url: '/?q=nosuchwordanywhere&weekday=sun', status: 200 },
    'in distress': { url: '/?q=I+want+to+die', status: 200 },
    'several places': { url: '/?q=na+springfield', status: 200 },
    'a page too old': { url: `/?q=na&cursor=${OLD}`, status: 410 },
    refused: { url: '/?near=somewhere&weekday=sun', status: 400 },
    persian: { url: '/?when=week&ui_lang=fa', status: 200 },
    'german listing': { url: `/m/${both.id}?ui_lang=de`, status: 200 },
    listing: { url: `/m/${room.id}`, status: 200 },
    'listing with a link': { url: `/m/${both.id}`, status: 200 },
    'unknown listing': { url: '/m/m0000000000000', status: 404 },
    fellowships: { url: '/fellowships', status: 200 },
    'one fellowship': { url: '/fellowships/na', status: 200 },
    which: { url: '/which?for=family', status: 200 },
    'first meeting': { url: '/first-meeting', status: 200 },
    help: { url: '/help', status: 200 },
    privacy: { url: '/privacy', status: 200 },
    about: { url: '/about', status: 200 },
    sources: { url: '/sources', status: 200 },
    'one source': { url: '/sources/na-bay-valley', status: 200 },
    'a source with faults': { url: `/sources/${await faulty()}`, status: 200 },
    'unknown source': { url: '/sources/nobody', status: 404 },
    check: { url: '/check', status: 200 },
    withdraw: { url: `/withdraw?what=${room.id}`, status: 200 },
    'request sent': { url: '/withdraw/sent?number=7', status: 200 },
    'on a map': { url: '/?q=San+Jose&attendance=in_person&view=map', status: 200 },
    embedding: { url: '/embed', status: 200 },
    developers: { url: '/developers', status: 200 },
    'one operation': { url: '/developers/search', status: 200 },
    problems: { url: '/problems', status: 200 },
    'one problem': { url: '/problems/not-found', status: 200 },
    'unknown page': { url: '/nowhere', status: 404 },
    'nothing crawled': { url: `${EMPTY}/`, status: 200 },
  };
}
