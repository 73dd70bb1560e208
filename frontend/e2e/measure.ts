import { expect, type Page } from '@playwright/test';

// Runs in the page: what runs over its own edge or over the edge of what clips it, sideways, in words.
function cutOff(): string[] {
  const found: string[] = [];
  const name = (element: Element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} “${text}”`;
  };
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`the page is ${wide} wider than the window`);

  const hidden = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width <= 1 || height <= 1 || getComputedStyle(element).visibility === 'hidden';
  };
  for (const element of document.querySelectorAll(
    'button, a[href], label, h1, h2, h3, th, [role=option], input',
  )) {
    if (hidden(element) || element.closest('[aria-hidden=true], .visually-hidden')) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const dots = style.textOverflow === 'ellipsis' || element.querySelector('[style*="ellipsis"], [title]');
    const over = element.scrollWidth - element.clientWidth;
    // An inline element has no width of its own to run over.
    if (over > 1 && element.clientWidth > 0 && !dots && element.tagName !== 'INPUT') {
      found.push(`${name(element)} is ${over} too narrow for its words`);
    }
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      const { overflowX, position } = getComputedStyle(outer);
      if (overflowX === 'auto' || overflowX === 'scroll') break; // it can be brought into view
      const clips = overflowX === 'hidden' || overflowX === 'clip' || outer === document.body;
      const frame = outer.getBoundingClientRect();
      if (clips && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
        found.push(`${name(element)} is cut off by ${Math.round(box.right - frame.right)}`);
        break;
      }
      if (position === 'fixed') break;
    }
  }
  return [...new Set(found)];
}

/** Nothing that can be pressed or read runs over an edge sideways. */
export async function expectWithinEdges(page: Page, where: string) {
  expect(await page.evaluate(cutOff), where).toEqual([]);
}
