// Maps closer by: with the buttons, the keys, a mouse, two fingers, or the wheel and Ctrl. Only what is shown of the
// picture changes, at once; pins, names and the scale keep their size, and pins that lay in one spot part. One finger goes
// on scrolling the page. Fetches nothing: there is no more to see than the server has drawn.
(() => {
  'use strict';
  const CLOSEST = 16;
  /** Pins nearer than that become one, as in `api/src/web/map/labels.rs`. */
  const PIN = 27;
  const LENGTHS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
  const { lang } = document.documentElement;
  const between = (least, value, most) => Math.min(Math.max(least, value), most);
  const drawn = (space, name, attributes, text = '') => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  for (const chart of document.querySelectorAll('[data-map]')) {
    const svg = chart.querySelector('svg');
    const { width: W, height: H } = svg.viewBox.baseVal;
    const [bar, length] = [svg.querySelector('.s'), svg.querySelector('.s + text')];
    const per = Number(bar.dataset.per);
    // number, x, y of each, where pins share spots
    const pins = (svg.dataset.pins ?? '').split(',').filter(Boolean).map((pin) => pin.split(' '));
    const merged = [...svg.querySelectorAll('.p,.n')];
    const rest = merged.at(-1)?.nextSibling;
    let [zoom, x, y] = [1, 0, 0];

    /** The pins of the list, those as one that would cover each other. */
    const parted = () => {
      const spots = [];
      for (const [number, left, top] of pins) {
        const isHere = (spot) => [spot.x - left, spot.y - top].every((far) => Math.abs(far) < PIN / zoom);
        const spot = spots.find(isHere);
        if (spot) spot.isMore = true;
        else spots.push({ x: left, y: top, number });
      }
      return spots.flatMap(({ x: cx, y: cy, number, isMore }) => [
        drawn(svg.namespaceURI, 'circle', { class: 'p', cx, cy, r: 15 }),
        drawn(svg.namespaceURI, 'text', { class: 'n', x: cx, y: Number(cy) + 6 }, number + (isMore ? '+' : '')),
      ]);
    };
    const show = () => {
      const small = 1 / zoom;
      [x, y] = [between(0, x, W - W * small), between(0, y, H - H * small)];
      svg.setAttribute('viewBox', `${x} ${y} ${W * small} ${H * small}`);
      if (pins.length) {
        svg.querySelectorAll('.p,.n').forEach((pin) => pin.remove());
        for (const pin of zoom > 1 ? parted() : merged) svg.insertBefore(pin, rest);
      }
      // each dot and pin about its middle, with the name or number beside it
      let middle;
      for (const mark of svg.querySelectorAll('circle,text')) {
        if (mark === length) continue;
        if (mark.localName === 'circle') middle = [mark.getAttribute('cx'), mark.getAttribute('cy')];
        const [left, top] = middle.map((at) => at * (1 - small));
        mark.setAttribute('transform', `matrix(${small} 0 0 ${small} ${left} ${top})`);
      }
      const fits = LENGTHS.filter((one) => one * per * zoom <= W / 4).at(-1) ?? LENGTHS[0];
      bar.setAttribute('d', bar.getAttribute('d').replace(/h[\d.]+/, `h${Math.round(fits * per * zoom)}`));
      length.textContent = bar.dataset.unit.replace('{n}', fits.toLocaleString(lang, { useGrouping: false }));
      for (const part of [bar, length]) part.setAttribute('transform', `matrix(${small} 0 0 ${small} ${x} ${y})`);
      svg.classList.toggle('near', zoom > 1);
      for (const button of chart.querySelectorAll('[data-zoom]')) {
        const isDone = button.dataset.zoom > 1 ? zoom >= CLOSEST : zoom <= 1;
        button.setAttribute('aria-disabled', String(isDone));
      }
    };
    /** Changes the scale and keeps what lies at `at`, from 0 to 1 each way, where it is. */
    const scale = (by, at = [0.5, 0.5]) => {
      const to = between(1, zoom * by, CLOSEST);
      const grown = 1 / zoom - 1 / to;
      [x, y, zoom] = [x + W * at[0] * grown, y + H * at[1] * grown, to];
      show();
    };
    /** The middle of the pins that are seen, so that coming closer does not lose them. */
    const among = () => {
      const places = [...svg.querySelectorAll('.p')].map(({ cx, cy }) => [
        ((cx.baseVal.value - x) * zoom) / W,
        ((cy.baseVal.value - y) * zoom) / H,
      ]);
      const seen = places.filter((place) => place.every((at) => at >= 0 && at <= 1));
      const middle = (axis) => seen.reduce((sum, place) => sum + place[axis], 0) / seen.length;
      return seen.length ? [middle(0), middle(1)] : undefined;
    };
    const move = (right, down) => {
      [x, y] = [x + (W * right) / zoom, y + (H * down) / zoom];
      show();
    };

    for (const button of chart.querySelectorAll('[data-zoom]')) {
      // nothing is taken away from under the focus, so buttons that can do nothing stay
      button.addEventListener('click', () => scale(Number(button.dataset.zoom), among()));
      button.hidden = false;
    }
    show();
    chart.tabIndex = 0;
    chart.setAttribute('aria-label', `${svg.getAttribute('aria-label')}. ${chart.dataset.map}`);
    chart.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
      const step = steps[event.key];
      // at the whole map there is nowhere to go, and arrows scroll the page
      if (step && zoom > 1) move(...step);
      else if (event.key === '+' || event.key === '=') scale(2, among());
      else if (event.key === '-') scale(0.5, among());
      else return;
      event.preventDefault();
    });

    const share = ({ clientX, clientY }) => {
      const { left, top, width, height } = svg.getBoundingClientRect();
      return [(clientX - left) / width, (clientY - top) / height];
    };
    svg.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      scale(2 ** between(-1, -event.deltaY / 100, 1), share(event));
    }, { passive: false });

    svg.classList.add('live');
    const held = new Map();
    svg.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      held.set(event.pointerId, share(event));
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      const now = share(event);
      held.set(event.pointerId, now);
      const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      if (other) {
        const far = (at) => Math.hypot((at[0] - other[0]) * W, (at[1] - other[1]) * H);
        const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
        [x, y] = [x - (W * (now[0] - before[0])) / 2 / zoom, y - (H * (now[1] - before[1])) / 2 / zoom];
        scale(far(now) / Math.max(far(before), 1), middle);
      } else if (event.pointerType !== 'touch') move(before[0] - now[0], before[1] - now[1]);
    });
    for (const end of ['pointerup', 'pointercancel']) {
      svg.addEventListener(end, ({ pointerId }) => held.delete(pointerId));
    }
  }
})();
