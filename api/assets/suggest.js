// Suggestions under the search field: arrows choose, Enter or a press takes, Escape closes. They lie over the page and
// move nothing. What is typed goes to this server alone, and is kept nowhere; without an answer the field is what it was.
(() => {
  'use strict';
  const root = document.documentElement;
  const field = document.querySelector('form[role=search] #q');
  if (!field) return;

  const list = Object.assign(document.createElement('ul'), { id: 'suggestions', className: 'suggest', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.labels?.[0]?.textContent ?? '');
  const said = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' };
  for (const [name, value] of Object.entries(said)) field.setAttribute(name, value);
  field.after(list);
  let chosen = -1;
  let shown = '[]';
  let timer;
  let running;

  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    if (at < 0) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }
  };
  const show = (suggestions) => {
    // what stands there already is left alone: nothing flickers, and nothing changes under a finger
    const next = JSON.stringify(suggestions);
    if (next === shown) return;
    shown = next;
    list.replaceChildren(...suggestions.map((suggestion, index) => {
      const item = Object.assign(document.createElement('li'), { id: `suggestion-${index}` });
      item.setAttribute('role', 'option');
      const name = document.createElement('bdi');
      name.textContent = suggestion.label;
      item.append(name);
      item.taken = () => take(suggestion);
      item.addEventListener('click', item.taken);
      return item;
    }));
    list.scrollTop = 0;
    list.hidden = suggestions.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    running?.abort();
    show([]);
  };
  const take = ({ label, link, parameter, value }) => {
    close();
    if (link) {
      // the one meeting of that name: its page, in the language of this one
      const page = new URL(link.replace('/v1/meetings/', '/m/'), location.origin);
      const chosenLanguage = new URLSearchParams(location.search).get('ui_lang');
      if (chosenLanguage) page.searchParams.set('ui_lang', chosenLanguage);
      location.assign(page);
      return;
    }
    // a name is sent as one, in quotes, so that "Tuesday Women" is not taken for a day
    field.value = parameter === 'q' ? value : label;
    field.focus();
  };
  const look = async () => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const query = new URLSearchParams({ q: field.value.trim(), ui_lang: root.lang });
    let suggestions = [];
    try {
      const answer = await fetch(`/v1/suggest?${query}`, { signal, credentials: 'omit', cache: 'no-store' });
      if (answer.ok) suggestions = (await answer.json()).suggestions ?? [];
    } catch {
      // the field works without
    }
    // an answer that comes after the next question, or after somebody went on, is dropped
    if (!signal.aborted && document.activeElement === field) show(suggestions);
  };
  // letters that a phone's keyboard is still composing count too: some never say that they are done
  field.addEventListener('input', () => {
    clearTimeout(timer);
    choose(-1);
    if (field.value.trim().length < 2) close();
    else timer = setTimeout(look, 150);
  });
  field.addEventListener('keydown', (event) => {
    const count = list.children.length;
    if (count === 0 || event.isComposing) return;
    if (event.key === 'ArrowDown') choose((chosen + 1) % count);
    else if (event.key === 'ArrowUp') choose((chosen <= 0 ? count : chosen) - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen >= 0) list.children[chosen].taken();
    else return;
    event.preventDefault();
  });
  // a press on the list must not take the field away from whoever types
  list.addEventListener('mousedown', (event) => event.preventDefault());
  field.addEventListener('blur', close);
  field.form.addEventListener('submit', close);
})();
