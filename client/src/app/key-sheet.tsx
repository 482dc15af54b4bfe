import { Switch } from '@mantine/core';
import { useTexts } from '../i18n/t.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useShortcutsOn } from '../ui/keys.ts';
import css from './shell.module.css';

/** All keys of the room, and the switch that turns the single ones off. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { keys } = useTexts();
  const [on, setOn] = useShortcutsOn();
  const rows: readonly (readonly [string, string])[] = [
    ['N', keys.newIncident],
    ['/', keys.search],
    ['J K ↑ ↓', keys.move],
    ['Enter', keys.open],
    ['Esc', keys.back],
    ['A', keys.acknowledge],
    ['U', keys.undo],
    ['E', keys.cannot],
    ['H', keys.shelve],
    ['1 2 3 4', keys.filter],
    ['0', keys.all],
    ['Ctrl Enter', keys.send],
    ['?', keys.sheet],
  ];
  return (
    <Dialog title={keys.title} onClose={onClose}>
      <dl className={css.keys}>
        {rows.map(([key, action]) => (
          <div key={key}>
            <dt>{action}</dt>
            <dd dir="ltr">
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.keysHint}>{keys.hint}</p>
      <Switch
        label={keys.enabled}
        color="var(--accent)"
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
