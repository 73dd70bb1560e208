/** What stands in one place: the fields of a form that differ from how it began. */
export type Fields = Record<string, unknown>;

/** Writes the words of a place to the desk's file; empty words forget it. */
export type Save = (place: string, words: string) => Promise<unknown>;

/** A draft as the desk's file has it. */
export type Saved = { place: string; words: string; at: string };

type Kept = { fields: Fields; at: string };

const nothing: Fields = {};
const quiet = 250;
const tryAgain = 15_000;

/**
 * The words that one person has begun and not sent. What is typed stands here at
 * once and is on disk a moment later; writings of one place never pass each
 * other, and the last one stays. Where the disk refuses, the words are held for
 * this window and written as soon as it takes them again.
 */
export class DraftStore {
  private readonly places = new Map<string, Kept>();
  private readonly wanted = new Map<string, string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly ears = new Set<() => void>();
  private refused = false;

  constructor(
    private readonly save: Save = async () => {},
    /** Where words lie in the window until they are on disk, also over a reload; one person's alone. */
    private readonly shelf = '',
  ) {}

  /** Takes what the desk's file has, and over it what the window could not write before it was loaded again. */
  load(saved: Saved[]) {
    for (const { place, words, at } of saved) {
      const fields = parse(words);
      if (fields) this.places.set(place, { fields, at });
    }
    for (const [place, words] of this.shelved()) {
      const fields = parse(words);
      if (fields) this.places.set(place, { fields, at: '' });
      else this.places.delete(place); // sent, and the disk does not know yet
      this.push(place, words);
    }
    this.tell();
  }

  hear = (ear: () => void) => {
    this.ears.add(ear);
    return () => void this.ears.delete(ear);
  };

  /** The fields of a place; the same object until one of them changes. */
  read = (place: string): Fields => this.places.get(place)?.fields ?? nothing;

  /** When the words of a place were last written to the disk; empty when they never were. */
  writtenAt = (place: string): string => this.places.get(place)?.at ?? '';

  /** Whether the disk refused the last writing: the words are safe in this window alone. */
  held = (): boolean => this.refused;

  /** Changes one field; undefined is how the form began. */
  put(place: string, name: string, value: unknown) {
    const { [name]: _, ...others } = this.read(place);
    this.replace(place, value === undefined ? others : { ...others, [name]: value });
  }

  /** Puts other fields in a place: none when they were sent or thrown away, the old ones when that was undone. */
  replace(place: string, fields: Fields) {
    const empty = Object.keys(fields).length === 0;
    if (empty) this.places.delete(place);
    else this.places.set(place, { fields, at: this.writtenAt(place) });
    this.push(place, empty ? '' : JSON.stringify(fields), empty ? 0 : quiet);
    this.tell();
  }

  /** Waits until everything is on disk or was refused. */
  async flush() {
    for (const place of [...this.timers.keys()]) this.start(place);
    await Promise.all(this.running.values());
  }

  private push(place: string, words: string, after = quiet) {
    this.wanted.set(place, words);
    this.shelve(place, words);
    if (this.timers.has(place)) {
      if (after > 0) return; // written at the latest that long after the first letter
      clearTimeout(this.timers.get(place));
    }
    this.timers.set(
      place,
      setTimeout(() => this.start(place), after),
    );
  }

  private start(place: string) {
    clearTimeout(this.timers.get(place));
    this.timers.delete(place);
    if (this.running.has(place)) return; // it takes up the latest words when it is done
    this.running.set(place, this.write(place));
  }

  private async write(place: string) {
    await null; // the caller knows that it is running
    let words = this.wanted.get(place);
    while (words !== undefined && (await this.writeOnce(place, words))) words = this.wanted.get(place);
    this.running.delete(place);
  }

  private async writeOnce(place: string, words: string): Promise<boolean> {
    try {
      await this.save(place, words);
    } catch {
      this.settle(true);
      if (!this.timers.has(place))
        this.timers.set(
          place,
          setTimeout(() => this.start(place), tryAgain),
        );
      return false;
    }
    if (this.wanted.get(place) === words) {
      this.wanted.delete(place);
      this.unshelve(place);
    }
    const kept = this.places.get(place);
    if (kept) kept.at = new Date().toISOString();
    this.settle(false);
    return true;
  }

  private settle(refused: boolean) {
    if (this.refused === refused) return;
    this.refused = refused;
    this.tell();
  }

  private tell() {
    for (const ear of this.ears) ear();
  }

  private shelve(place: string, words: string) {
    if (!this.shelf) return;
    try {
      sessionStorage.setItem(`${this.shelf}${place}`, words);
    } catch {
      // Full: the words stay in this window's memory.
    }
  }

  private unshelve(place: string) {
    if (this.shelf) sessionStorage.removeItem(`${this.shelf}${place}`);
  }

  private shelved(): [string, string][] {
    if (!this.shelf) return [];
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(this.shelf))
      .map((key) => [key.slice(this.shelf.length), sessionStorage.getItem(key) ?? '']);
  }
}

function parse(words: string): Fields | undefined {
  try {
    const fields = JSON.parse(words);
    return fields && typeof fields === 'object' && !Array.isArray(fields) ? fields : undefined;
  } catch {
    return undefined;
  }
}
