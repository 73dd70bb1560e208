// Makes the fonts that the paper embeds: Noto Sans SC, Regular and Bold, cut to what GBK can write
// plus the Latin of people's names. The same pinned packages give the same bytes on every run, so
// a changed sum in SHA256SUMS means that a package or this list changed.
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '..', '..', 'reports', 'page', 'fonts')
const source = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'))

const weights = [
  ['400Regular/NotoSansSC_400Regular.ttf', 'NotoSansSC-Regular.ttf'],
  ['700Bold/NotoSansSC_700Bold.ttf', 'NotoSansSC-Bold.ttf'],
]

// GBK reaches every name of a person that Windows in China can type; GB 2312 alone loses some.
function gbk() {
  const decoder = new TextDecoder('gbk')
  let text = ''
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const rune = decoder.decode(Uint8Array.of(lead, trail))
      if ([...rune].length === 1 && rune !== '\uFFFD') text += rune
    }
  }
  return text
}

// Latin with accents (José, Łukasz, Nguyễn), punctuation, currency signs, arrows and comparison signs.
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2070, 0x209c],
  [0x20a0, 0x20bf],
  [0x2190, 0x2193],
  [0x2200, 0x22ff],
]

function extra() {
  let text = ''
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code++) text += String.fromCodePoint(code)
  }
  return text
}

await mkdir(out, { recursive: true })
const text = gbk() + extra()
const sums = []
for (const [from, to] of weights) {
  const font = await subsetFont(await readFile(join(source, from)), text, { targetFormat: 'truetype' })
  await writeFile(join(out, to), font)
  sums.push(`${createHash('sha256').update(font).digest('hex')}  ${to}\n`)
}
await copyFile(join(source, 'LICENSE_FONT'), join(out, 'OFL.txt'))
await writeFile(join(out, 'SHA256SUMS'), sums.join(''))
