// express-pouchdb over LevelDB in the folder that is given; writes its address into FOLDER/address.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

const folder = process.argv[2];
const Stored = PouchDB.defaults({ prefix: join(folder, 'server-') });
const app = express();
app.use('/', expressPouchDB(Stored, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(folder, 'log.txt') }));
const listener = app.listen(0, '127.0.0.1', () =>
  writeFileSync(join(folder, 'address'), `http://127.0.0.1:${listener.address().port}/desk`),
);
