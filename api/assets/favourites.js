// Meetings that somebody keeps on this device. Nothing is stored before "Keep on this device" is pressed, and then only
// what a meeting is called, when it is and where its page is, under one key that goes with the last of them. Nothing of it
// is sent anywhere.
(() => {
  'use strict';
  const KEY = 'everyroom.kept';
  const one = (selector, within = document) => within.querySelector(selector);
  const isMeeting = (it) => [it?.id, it?.name, it?.line].every((text) => typeof text === 'string');

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? '[]').filter(isMeeting);
    } catch {
      // nobody may look, or it is not ours
      return [];
    }
  };
  /** Keeps these and nothing else; whether the browser did. */
  const keep = (meetings) => {
    try {
      if (meetings.length) localStorage.setItem(KEY, JSON.stringify(meetings));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  };

  // On the page of a meeting: keep it, or take it off again.
  const button = one('[data-keep]');
  if (button) {
    const id = location.pathname.split('/').pop();
    const told = one('[data-told]');
    const [keeps, removes] = button.children;
    const others = () => kept().filter((meeting) => meeting.id !== id);
    const draw = () => {
      removes.hidden = !kept().some((meeting) => meeting.id === id);
      keeps.hidden = !removes.hidden;
    };
    button.addEventListener('click', () => {
      const { kept: yes, removed: no, full } = button.dataset;
      const meeting = { id, name: one('h1').textContent, line: one('.rule').textContent };
      const isKept = !removes.hidden;
      const isDone = keep(isKept ? others() : [...others(), meeting]);
      draw();
      told.textContent = isDone ? (isKept ? no : yes) : full;
    });
    draw();
    button.hidden = false;
    document.getElementById('keep-says').hidden = false;
    addEventListener('pageshow', draw);
  }

  // On the first page: the list. It stands at the end, below what is seen at first, so that it moves nothing.
  const list = one('#kept');
  if (list) {
    const [rows, told, forget] = [one('ul', list), one('[role=status]', list), one('[data-forget]', list)];
    const draw = () => {
      const meetings = kept();
      rows.replaceChildren(...meetings.map(({ id, name, line }) => {
        const row = document.importNode(one('template', list).content, true);
        const link = one('a', row);
        link.pathname += encodeURIComponent(id);
        one('bdi', link).textContent = name;
        one('[data-line]', row).textContent = line;
        one('.unseen', row).textContent = `: ${name}`;
        one('button', row).addEventListener('click', () => {
          keep(kept().filter((meeting) => meeting.id !== id));
          gone();
        });
        return row;
      }));
      forget.hidden = meetings.length === 0;
      if (meetings.length) list.hidden = false;
    };
    // the button that was pressed is gone with its row
    const gone = () => {
      draw();
      told.textContent = kept().length ? '' : told.dataset.told;
      one('h2', list).focus();
    };
    forget.addEventListener('click', () => {
      keep([]);
      gone();
    });
    draw();
    // what was kept or removed on a page that "Back" leads here from
    addEventListener('pageshow', ({ persisted }) => persisted && draw());
  }
})();
