// What pages do more with scripts allowed; suggestions, favourites and maps stand beside this file and are served in one
// with it. Pages are whole without it. Stores nothing, asks nobody but this server, and moves nothing that is on the page
// already.
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
    for (const way of document.querySelectorAll('a[href="/exit"]')) way.addEventListener('click', leave);
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

  // Near me: asked for at a press, rounded to about 100 metres before it is sent, and sent by POST with all that the form
  // holds.
  const near = one('button[name=here]');
  const told = one('[data-near-told]');
  if (near && told && navigator.geolocation) {
    const { form } = near;
    near.addEventListener('click', (event) => {
      event.preventDefault();
      const round = (degrees) => Math.round(degrees * 1000) / 1000;
      const found = ({ coords }) => {
        const place = Object.assign(document.createElement('input'), {
          type: 'hidden',
          name: near.name,
          value: `${round(coords.latitude)},${round(coords.longitude)}`,
        });
        const { method } = form;
        form.append(place);
        form.method = 'post';
        form.submit();
        // the browser keeps what fields held; none of them is to hold this
        place.remove();
        form.method = method;
      };
      const refused = () => {
        told.setAttribute('role', 'alert');
        told.textContent = form.dataset.near;
      };
      navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 300000, timeout: 10000 });
    });
  }

  // Online meetings whose time stands in another zone: the reader's own time in the line that is kept free
  // for it.
  const hourCycle = root.dataset.hours;
  const words = new Intl.DateTimeFormat(root.lang, {
    weekday: 'short',
    hour: hourCycle === 'h12' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle,
  });
  const clock = (at) => words.formatToParts(at)
    .map(({ type, value }) => (type === 'dayPeriod' ? value.toLowerCase() : value)).join('');
  for (const time of document.querySelectorAll('time[data-own]')) {
    const at = new Date(time.dateTime);
    const offset = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
    if (Number.isNaN(at.getTime()) || !offset) continue;
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    if (-at.getTimezoneOffset() === minutes) continue;
    const own = time.parentElement.querySelector('.own');
    own.textContent = time.dataset.own.replace('{time}', clock(at));
    own.hidden = false;
  }

  // Share: the bare address of a meeting's page, through the device's own means or the clipboard. What kind of meeting it
  // is stands in neither the address nor the words that go with it.
  const share = one('[data-share]');
  if (share && (navigator.share || navigator.clipboard)) {
    const url = location.origin + location.pathname;
    share.hidden = false;
    share.addEventListener('click', async () => {
      try {
        if (navigator.share) await navigator.share({ title: 'Everyroom', url });
        else {
          await navigator.clipboard.writeText(url);
          one('[data-told]').textContent = share.dataset.copied;
        }
      } catch {
        // they thought better of it
      }
    });
  }

  // The list is what was asked for: its count is told when it is reached by a link to it.
  if (location.hash === '#r') one('#r')?.focus();
})();
