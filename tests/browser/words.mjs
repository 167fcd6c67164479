// The words of our pages, as their tables have them. Must not know the pages.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const tables = new Map();

/** The message that a table calls so, as `section.name`, in a language. */
export async function message(language, name) {
  if (!tables.has(language)) tables.set(language, await table(language));
  const words = tables.get(language).get(name);
  assert.ok(words, `${language} has no ${name}`);
  return words;
}

async function table(language) {
  const text = await readFile(new URL(`../../api/messages/${language}.toml`, import.meta.url), 'utf8');
  const messages = new Map();
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[([\w.]+)\]$/.exec(line)?.[1] ?? section;
    const [, name, quoted] = /^([\w.]+) = "((?:[^"\\]|\\.)*)"$/.exec(line) ?? [];
    if (name) messages.set(section ? `${section}.${name}` : name, JSON.parse(`"${quoted}"`));
  }
  return messages;
}
