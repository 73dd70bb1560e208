import * as Drafts from '../../wailsjs/go/app/Drafts';
import { call } from '../bridge/call';
import { DraftStore, type Saved } from './store';

const old = (person: string) => `mendesk.draft.${person}.`;

let open: DraftStore | undefined;

/** Opens the drafts of a person who has just signed in. Without the desk's file they live in this window. */
export async function openDrafts(person: string): Promise<DraftStore> {
  const save = (place: string, words: string) => call(Drafts.Keep, { person, place, words });
  const store = new DraftStore(save, `mendesk.held.${person}.`);
  store.load(await call(Drafts.All).catch((): Saved[] => []));
  moveOld(person, store);
  open = store;
  return store;
}

/** Waits until every word is on disk, before the person goes. */
export async function flushDrafts(): Promise<void> {
  await open?.flush();
}

// An earlier version kept the words of tickets in the web view: they move to the desk's file.
function moveOld(person: string, store: DraftStore) {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(old(person)))) {
    const [ticket = '', mode = ''] = key.slice(old(person).length).split('.');
    const place = `ticket/${ticket}/${mode}`;
    const text = localStorage.getItem(key);
    if (text && !('text' in store.read(place))) store.put(place, 'text', text);
    localStorage.removeItem(key);
  }
}
