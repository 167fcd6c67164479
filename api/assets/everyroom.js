// What pages do more with scripts allowed. Each is whole without it. Stores nothing, asks nobody but this server, and
// moves nothing that is on the page already.
(() => {
  'use strict';
  const one = (selector) => document.querySelector(selector);
  const root = document.documentElement;

  // Leave: the page goes blank at once, and "Back" does not return to it. Shift three times within five seconds does
  // the same; any other key between them begins anew, so that typing capitals does not.
  const exit = one('a.exit');
  const leave = (event) => {
    event?.preventDefault();
    root.hidden = true;
    document.title = '\u00a0';
    location.replace(exit.href);
  };
  if (exit) {
    exit.addEventListener('click', leave);
    let presses = [];
    addEventListener('keydown', ({ key, repeat }) => {
      if (key !== 'Shift') presses = [];
      else if (repeat) return;
    });
    addEventListener('keyup', ({ key, timeStamp }) => {
      if (key !== 'Shift') return;
      presses = [...presses.filter((at) => timeStamp - at < 5000), timeStamp];
      if (presses.length >= 3) leave();
    });
    // a page that the browser had put by must not come back
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted && root.hidden) leave();
    });
  }

  // Near me: asked for at a press, rounded to about 100 metres before it is sent, and sent by POST.
  const near = one('form[data-near]');
  const told = one('[data-near-told]');
  const ask = one('form[role=search] #q');
  if (near && told && navigator.geolocation) {
    near.addEventListener('submit', (event) => {
      if (near.elements.near.value) return;
      event.preventDefault();
      const round = (degrees) => Math.round(degrees * 1000) / 1000;
      const found = ({ coords }) => {
        // what was typed but not yet sent is meant too
        let words = near.elements.q;
        if (ask?.value && !words) {
          words = Object.assign(document.createElement('input'), { type: 'hidden', name: 'q' });
          near.append(words);
        }
        if (words) words.value = ask?.value ?? '';
        near.elements.near.value = `${round(coords.latitude)},${round(coords.longitude)}`;
        near.submit();
        // the browser keeps what fields held; this one is to hold nothing
        near.elements.near.value = '';
      };
      const refused = () => {
        told.setAttribute('role', 'alert');
        told.textContent = near.dataset.near;
      };
      navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 300000, timeout: 10000 });
    });
  }

  // Suggestions under the search field: arrows choose, Enter or a press takes, Escape closes. They lie over the page.
  const suggest = (field) => {
    const list = Object.assign(document.createElement('ul'), { id: 'suggestions', className: 'suggest', hidden: true });
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', field.labels?.[0]?.textContent ?? '');
    const said = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' };
    for (const [name, value] of Object.entries(said)) field.setAttribute(name, value);
    field.after(list);
    let chosen = -1;
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
      list.replaceChildren(...suggestions.map((suggestion, index) => {
        const item = Object.assign(document.createElement('li'), { id: `suggestion-${index}` });
        item.setAttribute('role', 'option');
        const name = document.createElement('bdi');
        name.textContent = suggestion.label;
        item.append(name);
        item.addEventListener('click', () => take(suggestion));
        item.taken = () => take(suggestion);
        return item;
      }));
      list.hidden = suggestions.length === 0;
      field.setAttribute('aria-expanded', String(!list.hidden));
      choose(-1);
    };
    const close = () => {
      clearTimeout(timer);
      running?.abort();
      show([]);
    };
    const take = (suggestion) => {
      close();
      // the one meeting of that name
      if (suggestion.link) {
        location.assign(suggestion.link);
        return;
      }
      field.value = suggestion.label;
      field.focus();
    };
    const look = async () => {
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      const query = new URLSearchParams({ q: field.value.trim(), ui_lang: root.lang });
      try {
        const answer = await fetch(`/v1/suggest?${query}`, { signal, credentials: 'omit' });
        if (!answer.ok) return;
        const { suggestions } = await answer.json();
        if (!signal.aborted && document.activeElement === field) show(suggestions);
      } catch {
        // the field works without
      }
    };
    field.addEventListener('input', (event) => {
      clearTimeout(timer);
      if (event.isComposing || field.value.trim().length < 2) close();
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
  };
  if (ask) suggest(ask);

  // Online meetings whose time stands in another zone: the reader's own time beside it.
  for (const time of document.querySelectorAll('time[data-own]')) {
    const at = new Date(time.dateTime);
    const offset = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
    if (Number.isNaN(at.getTime()) || !offset) continue;
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    if (-at.getTimezoneOffset() === minutes) continue;
    const own = Object.assign(document.createElement('span'), { className: 'own' });
    const words = at.toLocaleString(root.lang, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
    own.textContent = time.dataset.own.replace('{time}', words);
    time.after(' ', own);
  }

  // Share: the address of a meeting's page, through the device's own means or the clipboard.
  for (const share of document.querySelectorAll('[data-share]')) {
    if (!navigator.share && !navigator.clipboard) continue;
    share.hidden = false;
    share.addEventListener('click', async () => {
      const { canonical } = share.dataset;
      const url = canonical ? new URL(canonical, location.href).href : location.href;
      try {
        if (navigator.share) await navigator.share({ title: document.title, url });
        else {
          await navigator.clipboard.writeText(url);
          share.textContent = share.dataset.copied ?? share.textContent;
        }
      } catch {
        // they thought better of it
      }
    });
  }

  // The list is what was asked for: its count is told when it is reached by a link to it.
  if (location.hash === '#r') one('#r')?.focus();
})();
