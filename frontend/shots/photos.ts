import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';

const wall = (from: string, to: string, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 120 90"><defs><linearGradient id="w" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="120" height="90" fill="url(#w)"/>${body}</svg>`;

const drawn = {
  box: wall(
    '#cfc6b6',
    '#8f8472',
    '<path d="m24 32 36-14 36 12v34L60 80 24 64z" fill="#b98a55"/><path d="m24 32 36 13v35L24 64z" fill="#a5753f"/><path d="m60 45 36-15v34L60 80z" fill="#c79a66"/><path d="m42 25 36 12v9l-8-3v-6L36 27z" fill="#e6d3b3"/><path d="m26 58 9 4-3 5-6-3z" fill="#6e4a22"/>',
  ),
  label: wall(
    '#d5dbe4',
    '#9aa5b4',
    '<g transform="rotate(-5 60 45)"><rect x="22" y="20" width="76" height="50" rx="3" fill="#fff"/><g fill="#2b2f36"><rect x="28" y="26" width="34" height="5"/><rect x="28" y="34" width="24" height="3"/><rect x="80" y="25" width="12" height="12"/><path d="M28 44h3v20h-3zm5 0h1v20h-1zm3 0h4v20h-4zm6 0h2v20h-2zm4 0h1v20h-1zm3 0h5v20h-5zm7 0h2v20h-2zm5 0h3v20h-3zm6 0h1v20h-1zm4 0h4v20h-4zm7 0h2v20h-2zm4 0h3v20h-3zm6 0h1v20h-1z"/></g></g>',
  ),
  lamp: wall(
    '#a99be0',
    '#4b3f98',
    '<rect x="16" y="12" width="88" height="66" rx="4" fill="#2c2458"/><rect x="22" y="18" width="76" height="4" rx="2" fill="#efe9ff"/><path d="M22 24h76l-10 48H32z" fill="#8471e0" opacity=".45"/><rect x="46" y="32" width="28" height="42" rx="6" fill="#f2f0fa"/><path d="M51 44h18m-18 6h18m-18 6h18m-18 6h18" stroke="#b8b0d8" stroke-width="2"/>',
  ),
  fan: wall(
    '#8d939b',
    '#3d434b',
    '<circle cx="60" cy="45" r="34" fill="#272b31"/><g fill="#aab2bc"><path id="b" d="M60 45c-4-14-2-24 8-30 6 8 4 20-8 30z"/></g><g fill="#aab2bc"><path d="M60 45c14-4 24-2 30 8-8 6-20 4-30-8z"/><path d="M60 45c4 14 2 24-8 30-6-8-4-20 8-30z"/><path d="M60 45c-14 4-24 2-30-8 8-6 20-4 30 8z"/></g><circle cx="60" cy="45" r="6" fill="#e8ebef"/><circle cx="82" cy="30" r="9" fill="none" stroke="#e5574c" stroke-width="2"/>',
  ),
};

/** A few pictures as an inspector's telephone would take them, drawn into a folder. */
export async function photos(browser: Browser, folder: string): Promise<Record<keyof typeof drawn, string>> {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const paths: Record<string, string> = {};
  for (const [name, svg] of Object.entries(drawn)) {
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    const path = join(folder, `IMG_${name}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 80 });
    paths[name] = path;
  }
  await page.close();
  return paths as Record<keyof typeof drawn, string>;
}
