// What pages do more with scripts allowed. Each is whole without it. Stores nothing, asks nobody but this server.
(() => {
  'use strict';
  const one = (selector) => document.querySelector(selector);

  // Leave: the page goes blank at once, and "Back" does not return to it. Shift three times does the same.
  const exit = one('.exit');
  const leave = (event) => {
    event?.preventDefault();
    document.documentElement.hidden = true;
    document.title = '\u00a0';
    location.replace(exit.href);
  };
  if (exit) {
    exit.addEventListener('click', leave);
    let presses = [];
    addEventListener('keyup', (event) => {
      if (event.key !== 'Shift') {
        presses = [];
        return;
      }
      presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
      if (presses.length >= 3) leave();
    });
    // a page that the browser had put by must not come back
    addEventListener('pageshow', (event) => {
      if (event.persisted && document.documentElement.hidden) leave();
    });
  }

  // Near me: asked for at a press, rounded to about 100 metres before it is sent, and sent by POST.
  const near = one('form[data-near]');
  const told = one('[data-near-told]');
  if (near && told && navigator.geolocation) {
    near.addEventListener('submit', (event) => {
      if (near.near.value) return;
      event.preventDefault();
      const round = (degrees) => Math.round(degrees * 1000) / 1000;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          near.near.value = `${round(coords.latitude)},${round(coords.longitude)}`;
          near.submit();
          near.near.value = '';
        },
        () => {
          told.setAttribute('role', 'alert');
          told.textContent = near.dataset.near;
        },
        { maximumAge: 300000, timeout: 10000 },
      );
    });
  }

  // Online meetings whose time stands in another zone: the reader's own time beside it.
  for (const time of document.querySelectorAll('time[data-own]')) {
    const at = new Date(time.dateTime);
    const offset = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
    if (Number.isNaN(at.getTime()) || !offset) continue;
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    const own = document.createElement('span');
    own.className = 'own';
    if (-at.getTimezoneOffset() !== minutes) {
      const words = at.toLocaleString(document.documentElement.lang, {
        weekday: 'short', hour: 'numeric', minute: '2-digit',
      });
      own.textContent = time.dataset.own.replace('{time}', words);
      time.after(' ', own);
    }
  }

  // Share: the address of a meeting's page, through the device's own means.
  const share = one('[data-share]');
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener('click', () => {
      navigator.share({ title: document.title, url: location.href }).catch(() => {});
    });
  }

  // The list is what was asked for: its count is told when it is reached by a link to it.
  if (location.hash === '#r') one('#r')?.focus();
})();
