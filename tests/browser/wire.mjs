// What crosses the wire: answers as they were sent, and what a page is made of. Must not know what pages say.

import assert from 'node:assert/strict';
import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** 1 KB is 1,024 bytes. */
export const KB = 1024;

/**
 * The answer to a browser that unpacks `encoding`: its status, head and body as they were sent, and the bytes of all of
 * it. gzip is what every browser takes.
 */
export function sent(url, encoding = 'gzip') {
  const headers = { accept: 'text/html,*/*', 'accept-encoding': encoding, 'accept-language': 'en-GB' };
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      const parts = [];
      answer.on('error', reject);
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        // the status line, a line of each header, an empty line
        const line = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n\r\n`.length;
        const head = answer.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, line);
        const body = Buffer.concat(parts);
        resolve({ status: answer.statusCode, headers: answer.headers, body, bytes: head + body.length });
      });
    }).on('error', reject);
  });
}

/** The page at `url` over gzip: its text, its bytes, and where its style, icon and script are. */
export async function made(url) {
  const { status, headers, body, bytes } = await sent(url);
  assert.equal(headers['content-encoding'], 'gzip', `${url} is packed`);
  const text = gunzipSync(body).toString();
  const named = (pattern) => [...text.matchAll(pattern)].map(([, href]) => new URL(href, url).href);
  return {
    status,
    text,
    bytes,
    styles: named(/<link rel="stylesheet" href="([^"]+)"/g),
    icons: named(/<link rel="icon" href="([^"]+)"/g),
    scripts: named(/<script src="([^"]+)"/g),
  };
}
