import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';

/** What keys do: `j`, `/`, `?`, `escape`, `mod+enter`, or two in a row: `g t`. `mod` is Ctrl, on a Mac also ⌘. */
export type Keys = Record<string, (event: KeyboardEvent) => void>;

type Listener = { layer: number; keys: () => Keys };

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
  return mod + alt + event.key.toLowerCase();
}

// An input method owns its keys, also the Enter or Esc that ends a composition.
const composing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229;

const repeats = new Set(['j', 'k', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright']);

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
  for (const listener of [...listeners].reverse()) {
    if (listener.layer !== top) continue;
    const keys = listener.keys();
    const act = (second && keys[second]) || keys[name];
    if (act) {
      event.preventDefault();
      act(event);
      return;
    }
  }
  first = name;
  firstAt = event.timeStamp;
}

function listen(listener: Listener) {
  if (listeners.length === 0) window.addEventListener('keydown', press);
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) window.removeEventListener('keydown', press);
  };
}

/** Binds keys while the component is shown; the newest binding wins, and a dialog silences what lies under it. */
export function useKeys(keys: Keys, enabled = true) {
  const layer = use(Layer);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    return listen({ layer, keys: () => latest.current });
  }, [layer, enabled]);
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
