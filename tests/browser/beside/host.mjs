// A fellowship's own site with the published crouton widget on it: the page that its documentation asks for, and the
// widget's minified files, packed with gzip. Must not know the rest of the program.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const widget = createRequire(import.meta.url).resolve('@bmlt-enabled/croutonjs/package.json');
const FOLDER = dirname(widget);
/** Which release of the widget it is. */
export const VERSION = JSON.parse(await readFile(widget, 'utf8')).version;

const KINDS = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Serves the widget over the list at `root`, of which it asks for what `query` names; its address, and how to end it. */
export async function host(root, query) {
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Meetings</title>
<link rel="stylesheet" href="/crouton.min.css">
<script src="/crouton.min.js"></script>
<script>
var crouton = new Crouton({
  root_server: ${JSON.stringify(root.replace(/\/$/, ''))},
  custom_query: ${JSON.stringify(query)},
  template_path: '/templates',
  has_tabs: false,
  show_map: false,
});
crouton.render();
</script>
</head>
<body>
<main>
<h1>Meetings</h1>
<div id="bmlt-tabs"></div>
</main>
</body>
</html>
`;
  const packed = new Map([['/', gzipSync(page, { level: 9 })]]);
  const server = createServer(async (request, answer) => {
    const path = normalize(new URL(request.url, 'http://host').pathname);
    try {
      if (!packed.has(path)) packed.set(path, gzipSync(await readFile(join(FOLDER, path)), { level: 9 }));
      const body = packed.get(path);
      const kind = path === '/' ? KINDS['.html'] : (KINDS[extname(path)] ?? 'application/octet-stream');
      const head = { 'content-type': kind, 'content-encoding': 'gzip', 'content-length': body.length };
      answer.writeHead(200, { ...head, 'cache-control': 'max-age=31536000' }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}
