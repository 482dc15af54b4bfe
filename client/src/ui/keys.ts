import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Physical key names (`KeyA`, `Slash`, `Shift+Slash`, `Digit1`), so that A is A on an Arabic keyboard too. */
export type KeyBindings = Readonly<Record<string, (() => void) | undefined>>;

const rememberedAs = 't1.shortcuts';
const changed = new EventTarget();

function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(rememberedAs) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

/** Whether single keys act on this browser; people who speak to their computer turn them off. */
export function useShortcutsOn(): readonly [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areShortcutsOn);
  return [
    on,
    (next) => {
      try {
        localStorage.setItem(rememberedAs, next ? 'on' : 'off');
      } catch {
        return;
      }
      changed.dispatchEvent(new Event('change'));
    },
  ];
}

/** Whether a key pressed there would write text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Runs the binding of a pressed key; rests while somebody types, while a dialog is open and while keys are held. */
export function useKeys(bindings: KeyBindings): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const code = event.code.replace('Numpad', 'Digit');
      const escapes = code === 'Escape' || code.startsWith('Arrow') || code === 'Enter';
      if (!escapes && !areShortcutsOn()) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      // Enter on a button presses the button.
      if (
        code === 'Enter' &&
        event.target instanceof HTMLElement &&
        event.target.closest('button, a') !== null
      )
        return;
      const run = current.current[event.shiftKey ? `Shift+${code}` : code];
      if (
        run === undefined ||
        (event.repeat && !code.startsWith('Arrow') && code !== 'KeyJ' && code !== 'KeyK')
      )
        return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
