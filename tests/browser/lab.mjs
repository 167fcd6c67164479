// A cheap phone on a slow line, and what a page does there. Must not know what the pages say.

import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { pageOf } from './browser.mjs';
import { made, sent } from './wire.mjs';

/** 1.6 Mbit/s down, 150 ms for every question, a quarter of this machine's speed. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
/** What a phone shows at once. */
export const SCREEN = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** What Chromium says that it can unpack, on loopback as over TLS. */
const TAKES = 'gzip, deflate, br, zstd';
/** So long after the last event a page is watched for what still moves, in ms. */
const AFTERWARDS = 400;

/**
 * One cold load of `url` in a fresh profile; `settled(page)` waits for what the page is there to show. `lcp` is in
 * seconds, `tbt` in ms.
 */
export async function load(browser, url, settled = async () => {}) {
  const page = await pageOf(browser, { ...SCREEN, javaScriptEnabled: true });
  try {
    await page.addInitScript(watch);
    const wire = await page.context().newCDPSession(page);
    const asked = new Map();
    wire.on('Network.requestWillBeSent', ({ requestId, request }) => asked.set(requestId, { url: request.url, bytes: 0 }));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (asked.has(requestId)) asked.get(requestId).bytes = encodedDataLength;
    });
    await wire.send('Network.enable');
    await wire.send('Network.emulateNetworkConditions', LINE);
    await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
    await settled(page);
    // a starved machine may paint long after the load
    await page.waitForFunction(() => window.seen().lcp > 0, undefined, { timeout: 30_000 });
    await page.waitForTimeout(AFTERWARDS);
    const seen = await page.evaluate(() => window.seen());
    const requests = [...asked.values()].filter(({ url }) => url.startsWith('http'));
    return {
      ...seen,
      bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: requests.length,
      hosts: new Set(requests.map(({ url }) => new URL(url).host)),
    };
  } finally {
    await page.context().close();
  }
}

/** Runs in the page, before anything of it. */
function watch() {
  const all = { paint: [], 'largest-contentful-paint': [], 'layout-shift': [], longtask: [] };
  for (const [type, entries] of Object.entries(all)) {
    new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type, buffered: true });
  }
  window.seen = () => {
    const first = all.paint.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? NaN;
    const [largest] = all['largest-contentful-paint'].slice(-1);
    const late = all.longtask.filter(({ startTime, duration }) => startTime + duration > first);
    return {
      lcp: (largest?.startTime ?? NaN) / 1000,
      cls: all['layout-shift'].filter((shift) => !shift.hadRecentInput).reduce((sum, { value }) => sum + value, 0),
      tbt: late.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
    };
  };
}

/** Waits until nine tenths of this machine's time are free, for so long at most, in ms; how much is free then. */
export async function quiet(most = 60_000) {
  const end = Date.now() + most;
  let idle = await idleShare();
  while (idle < 0.9 && Date.now() < end) idle = await idleShare();
  return idle;
}

/** The share of the next second in which this machine has nothing to do. */
async function idleShare() {
  const spent = () => cpus().reduce(([idle, all], { times }) =>
    [idle + times.idle, all + Object.values(times).reduce((sum, time) => sum + time, 0)], [0, 0]);
  const [idle, all] = spent();
  await new Promise((later) => setTimeout(later, 1000));
  const [idleNow, allNow] = spent();
  return (idleNow - idle) / (allNow - all);
}

/** The middle of an odd number of numbers. */
export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[(numbers.length - 1) / 2];
}

/**
 * A static copy of the page at `url`, with its style, icon and script: the same bytes, packed the same way, from a server
 * that does nothing but send them. Tells where it is, and how to close it.
 */
export async function copied(url) {
  const { styles, icons, scripts } = await made(url);
  const files = new Map();
  for (const address of [url, ...styles, ...icons, ...scripts]) {
    const { pathname, search } = new URL(address);
    files.set(pathname + search, await sent(address, TAKES));
  }
  const server = createServer((request, answer) => {
    const file = files.get(request.url);
    if (!file) return answer.writeHead(404).end();
    const { date, connection, 'transfer-encoding': chunked, ...headers } = file.headers;
    return answer.writeHead(file.status, { ...headers, 'content-length': file.body.length }).end(file.body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { pathname, search } = new URL(url);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}${pathname}${search}`, close };
}
