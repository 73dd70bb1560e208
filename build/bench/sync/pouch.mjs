// The baseline of the sync benchmark: PouchDB on LevelDB against express-pouchdb in a process of its own.
//   node pouch.mjs DOCS        prints one JSON line
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PouchDB from 'pouchdb';

const docs = Number(process.argv[2] ?? 1000);
const more = Math.min(1000, docs);

// A ticket with its story of seven events, as large as one of the desk's.
const ticket = (n) => ({
  _id: `ticket-${String(n).padStart(8, '0')}`,
  number: `T-B-261116-${n}`,
  subject: `空气净化器 AP-500 漏水，第 ${n} 位客户要求退换`,
  state: 'resolved',
  events: Array.from({ length: 7 }, (_, at) => ({
    what: ['opened', 'assigned', 'replied', 'waiting', 'replied', 'resolved', 'closed'][at],
    when: new Date(1.7e12 + n * 60_000 + at * 3_600_000).toISOString(),
    by: `06GZVYJ600CR1DCKDG6QH2G${n % 97}`,
    text: '您好，已为您登记退货，快递员会在明天上午十点前联系您取件，请保留原包装与发票。'.slice(0, 20 + ((n + at) % 20)),
  })),
});

async function seconds(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

const folder = mkdtempSync(join(tmpdir(), 'mendesk-bench-'));
const server = fork(fileURLToPath(new URL('pouch-server.mjs', import.meta.url)), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const port = await new Promise((found) => server.once('message', found));
const remote = new PouchDB(`http://127.0.0.1:${port}/desk`);
const fill = async (db, from, count) => {
  for (let n = 0; n < count; n += 500) {
    await db.bulkDocs(Array.from({ length: Math.min(500, count - n) }, (_, at) => ticket(from + n + at)));
  }
};
const settings = { batch_size: 500, batches_limit: 10 };
await fill(remote, 0, docs);

const local = new PouchDB(join(folder, 'local'));
const bootstrap = await seconds(() => PouchDB.replicate(remote, local, settings));
await fill(local, docs, more);
const push = await seconds(() => PouchDB.replicate(local, remote, settings));
await fill(remote, docs + more, more);
const pull = await seconds(() => PouchDB.replicate(remote, local, settings));
const idle = await seconds(async () => {
  await PouchDB.replicate(remote, local, settings);
  await PouchDB.replicate(local, remote, settings);
});
const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'));
const { doc_count: held } = await local.info();
if (held !== docs + 2 * more) throw new Error(`${held} documents came of ${docs + 2 * more}`);
console.log(JSON.stringify({ docs, bootstrap, push, pull, idle, serverMB: Number(rss?.[1] ?? 0) / 1024 }));
await local.close();
server.kill();
rmSync(folder, { recursive: true, force: true });
