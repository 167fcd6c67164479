// What can be measured on a page as it is laid out. Must not judge: tests do.

/** What sticks out of the viewport, or of the card or form it stands in, on the right; nothing on a sound page. */
export async function overflow(page) {
  const { width } = page.viewportSize();
  return page.evaluate((width) => {
    const right = (element) => Math.floor(element.getBoundingClientRect().right);
    const around = (element) => {
      const box = element.parentElement.closest('form, li, main, body');
      // such a form has no box of its own
      return getComputedStyle(box).display === 'contents' ? around(box) : box;
    };
    const room = (element) => Math.min(width, right(around(element)));
    const shown = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
    const out = shown
      .filter((element) => right(element) > room(element))
      .map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`
        + ` ends at ${right(element)} px of ${room(element)}`);
    const { scrollWidth } = document.documentElement;
    return [...(scrollWidth > width ? [`the page is ${scrollWidth} px wide of ${width}`] : []), ...out.slice(0, 5)];
  }, width);
}

/** Visible texts that are set smaller than `least` px. */
export function smallTexts(page, least) {
  return page.evaluate((least) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent.trim();
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (text && element.checkVisibility() && size < least) small.push(`${size} px: ${text.slice(0, 40)}`);
    }
    return small;
  }, least);
}

/**
 * What can be pressed, with its size in px. A label belongs to the box it ticks. `isInSentence` marks links that
 * run in a line of text, whose height is the text's.
 */
export function targets(page) {
  return page.evaluate(() => {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary');
    const shown = [...all].filter((element) => element.checkVisibility() && !element.matches('.skip'));
    return shown.map((element) => {
      const boxes = [element, ...(['checkbox', 'radio'].includes(element.type) ? element.labels : [])];
      const rects = boxes.map((box) => box.getBoundingClientRect());
      return {
        what: `${element.localName} ${(element.textContent.trim() || element.name).slice(0, 40)}`,
        isControl: element.localName !== 'a' || element.matches('.button, header a'),
        isInSentence: getComputedStyle(element).display === 'inline',
        width: Math.max(...rects.map((rect) => rect.right)) - Math.min(...rects.map((rect) => rect.left)),
        height: Math.max(...rects.map((rect) => rect.height)),
      };
    });
  });
}

/** Fields without a label that says something. */
export function unlabelled(page) {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
    const isLabelled = (field) => [...field.labels].some((label) => label.textContent.trim());
    return fields.filter((field) => !isLabelled(field)).map((field) => field.outerHTML.slice(0, 80));
  });
}
