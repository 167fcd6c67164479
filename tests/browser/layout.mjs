// What can be measured on a page as it is laid out. Must not judge: tests do.

/**
 * What sticks out of the viewport, or of the card or form it stands in, on either side, and what is cut off where a box
 * hides what does not fit; nothing on a sound page.
 */
export async function overflow(page) {
  const { width } = page.viewportSize();
  return page.evaluate((width) => {
    const edges = (element) => {
      const { left, right } = element.getBoundingClientRect();
      return { left: Math.ceil(left), right: Math.floor(right) };
    };
    const around = (element) => {
      const box = element.parentElement.closest('form, li, main, body');
      // such a form has no box of its own
      return getComputedStyle(box).display === 'contents' ? around(box) : box;
    };
    const told = (element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`;
    const shown = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
    const out = shown.flatMap((element) => {
      const [own, box] = [edges(element), edges(around(element))];
      const room = { left: Math.max(0, box.left), right: Math.min(width, box.right) };
      const isOut = own.left < room.left || own.right > room.right;
      return isOut ? [`${told(element)} is from ${own.left} to ${own.right} px, of ${room.left} to ${room.right}`] : [];
    });
    const hides = (how) => ['hidden', 'clip'].includes(how);
    // words for those who listen are a single pixel on purpose; a picture is cut as it is meant; a field scrolls
    const cut = shown.filter((element) => !element.closest('.unseen, svg, input')).filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return hides(overflowX) && element.scrollWidth > element.clientWidth + 1 || hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
    }).map((element) => `${told(element)} is cut off`);
    const { scrollWidth } = document.documentElement;
    return [...(scrollWidth > width ? [`the page is ${scrollWidth} px wide of ${width}`] : []), ...out.slice(0, 5), ...cut.slice(0, 5)];
  }, width);
}

/** Each visible text with the size it is set in, in px, in the order of the page; words in a picture grow with it. */
export function textSizes(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent.trim();
      if (!text || !element.checkVisibility() || element.closest('svg')) continue;
      sizes.push({ text: text.slice(0, 40), size: Number.parseFloat(getComputedStyle(element).fontSize) });
    }
    return sizes;
  });
}

/**
 * What can be pressed, with its size in px. A label belongs to the box it ticks. `isControl` marks what is made for a
 * thumb; `isInSentence` links that run in a line among other words, whose height is the text's.
 */
export function targets(page) {
  return page.evaluate(() => {
    const all = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary');
    const shown = [...all].filter((element) => element.checkVisibility() && !element.matches('.skip'));
    const isInline = (element) => getComputedStyle(element).display.startsWith('inline');
    const block = (element) => (isInline(element.parentElement) ? block(element.parentElement) : element.parentElement);
    const isAmongWords = (link) => {
      const line = block(link).cloneNode(true);
      for (const other of line.querySelectorAll('a, button')) other.remove();
      return /\p{L}{2}/u.test(line.textContent);
    };
    return shown.map((element) => {
      const boxes = [element, ...(['checkbox', 'radio'].includes(element.type) ? element.labels : [])];
      const rects = boxes.map((box) => box.getBoundingClientRect());
      return {
        what: `${element.localName} ${(element.textContent.trim() || element.name).slice(0, 40)}`,
        isControl: element.localName !== 'a' || element.matches('.button, .chip, .row, header a, nav a, .languages a'),
        isInSentence: getComputedStyle(element).display === 'inline' && isAmongWords(element),
        width: Math.max(...rects.map((rect) => rect.right)) - Math.min(...rects.map((rect) => rect.left)),
        height: Math.max(...rects.map((rect) => rect.height)),
      };
    });
  });
}

/** How many elements move, or would when something changes. */
export function moving(page) {
  return page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
    const { animationName, transitionDuration } = getComputedStyle(element);
    return animationName !== 'none' || Number.parseFloat(transitionDuration) > 0;
  }).length);
}
