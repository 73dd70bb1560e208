import { createContext, type ReactNode, use, useEffect, useRef, useState, useSyncExternalStore } from 'react';

type Act = (event: KeyboardEvent) => void;

/** What a key does with the text key of its name: help prints it, and the palette offers it. */
export type Named = { name: string; act: Act };

/** What keys do: `j`, `/`, `?`, `escape`, `mod+enter`, or two in a row: `g t`. `mod` is Ctrl, on a Mac also ⌘. */
export type Keys = Record<string, Act | Named>;

/** Gives what a key does its name: `e: named('tickets.resolve.title', resolve)`. */
export const named = (name: string, act: Act): Named => ({ name, act });

/** Where help prints a key: with those of the page, or with those that act anywhere or go somewhere. */
export type KeyGroup = 'here' | 'anywhere' | 'going';

/** A key as it is bound on the page now. */
export type BoundKey = Named & { key: string; group: KeyGroup };

type Listener = { layer: number; group: KeyGroup; keys: () => Keys };

const listeners: Listener[] = [];
const layers: number[] = [0];
let nextLayer = 1;
let first = '';
let firstAt = 0;

const Layer = createContext(0);

/** Whether a key pressed there is being typed rather than meant as a command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="menu"], [role="listbox"][data-composed]'))
    return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Names a key press as Keys does. */
export function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // Without Ctrl, Shift is in the sign itself: ? is one key.
  const shift = mod && event.shiftKey ? 'shift+' : '';
  return mod + alt + shift + event.key.toLowerCase();
}

// An input method owns its keys, also the Enter or Esc that ends a composition.
const composing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229;

const repeats = new Set(['j', 'k', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright']);

// The layer on top when a key went down: Esc may close a dialog before the key gets here, and it was not meant for
// what lay under it.
let pressedOn = 0;
const goesDown = () => {
  pressedOn = layers[layers.length - 1] as number;
};
window.addEventListener('keydown', goesDown, { capture: true }); // here, so that it hears before any dialog does

function press(event: KeyboardEvent) {
  if (event.defaultPrevented || composing(event)) return;
  const name = nameOf(event);
  if (event.repeat && !repeats.has(name)) return;
  const plain = !name.startsWith('mod+') && name !== 'escape';
  if (plain && isTyping(event.target)) return;
  // Enter and Space belong to the button or link they are pressed on.
  const pressed = event.target instanceof Element && event.target.closest('button, a[href], summary');
  if (pressed && (name === 'enter' || name === ' ')) return;

  const second = first && event.timeStamp - firstAt < 1200 ? `${first} ${name}` : '';
  first = '';
  const top = layers[layers.length - 1];
  if (top !== pressedOn) return;
  for (const listener of [...listeners].reverse()) {
    if (listener.layer !== top) continue;
    const keys = listener.keys();
    const act = (second && keys[second]) || keys[name];
    if (act) {
      event.preventDefault();
      if (typeof act === 'function') act(event);
      else act.act(event);
      return;
    }
  }
  first = name;
  firstAt = event.timeStamp;
}

const ears = new Set<() => void>();
let version = 0;
const tell = () => {
  version++;
  for (const ear of ears) ear();
};
const hear = (ear: () => void) => {
  ears.add(ear);
  return () => void ears.delete(ear);
};

function listen(listener: Listener) {
  if (listeners.length === 0) window.addEventListener('keydown', press);
  listeners.push(listener);
  tell();
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) window.removeEventListener('keydown', press);
    tell();
  };
}

/** Binds keys while the component is shown; the newest binding wins, and a dialog silences what lies under it. */
export function useKeys(keys: Keys, enabled = true, group: KeyGroup = 'here') {
  const layer = use(Layer);
  const latest = useRef(keys);
  const names = JSON.stringify(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    return listen({ layer, group, keys: () => latest.current });
  }, [layer, enabled, group]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name or key is told
  useEffect(tell, [names]);
}

/** The named keys of the page, whatever floats above it; they follow the page while they are shown. */
export function useBoundKeys(): BoundKey[] {
  useSyncExternalStore(hear, () => version);
  const bound = new Map<string, BoundKey>();
  for (const { layer, group, keys } of listeners) {
    if (layer !== 0) continue;
    for (const [key, what] of Object.entries(keys())) {
      if (typeof what === 'function') bound.delete(key);
      else bound.set(key, { ...what, key, group });
    }
  }
  return [...bound.values()];
}

/** What floats above the page: while it is shown, only keys bound inside it act. */
export function KeyLayer({ children }: { children: ReactNode }) {
  const [layer] = useState(() => nextLayer++);
  useEffect(() => {
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [layer]);
  return <Layer value={layer}>{children}</Layer>;
}

/** How `mod` is printed on this system. */
export const modName = /Mac/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
