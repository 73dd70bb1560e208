// One workstation of the baseline, in a process of its own as a desk's verb is: PouchDB on LevelDB.
//   node pouch-client.mjs FOLDER URL fill FILE FROM COUNT   puts documents of a file there, or here when URL is empty
//   node pouch-client.mjs FOLDER URL pull|push|both         replicates
//   node pouch-client.mjs FOLDER URL list                   reads the first page of a list
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import PouchDB from 'pouchdb';

const [folder, url, mode, file, from, count] = process.argv.slice(2);
const settings = { batch_size: 500, batches_limit: 10 };
const here = new PouchDB((mode === 'fill' && url) || join(folder, 'local'));
const there = url ? new PouchDB(url) : undefined;

async function fill() {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let at = -1;
  let batch = [];
  const put = async () => {
    const bad = (await here.bulkDocs(batch)).filter((answer) => answer.error);
    if (bad.length > 0) throw new Error(`${bad.length} documents were refused`);
    batch = [];
  };
  for await (const line of lines) {
    at++;
    if (at < Number(from)) continue;
    if (at >= Number(from) + Number(count)) break;
    batch.push(JSON.parse(line));
    if (batch.length === 500) await put();
  }
  if (batch.length > 0) await put();
}

switch (mode) {
  case 'fill':
    await fill();
    break;
  case 'pull':
    await PouchDB.replicate(there, here, settings);
    break;
  case 'push':
    await PouchDB.replicate(here, there, settings);
    break;
  case 'both':
    await PouchDB.replicate(there, here, settings);
    await PouchDB.replicate(here, there, settings);
    break;
  case 'list': {
    const page = await here.allDocs({ limit: 50, include_docs: true, descending: true });
    console.log(JSON.stringify({ total: page.total_rows, shown: page.rows.length }));
    break;
  }
  default:
    throw new Error(`no mode ${mode}`);
}
await here.close();
