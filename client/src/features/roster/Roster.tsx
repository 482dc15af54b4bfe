import { Button } from '@mantine/core';
import type { Actor } from '@t1/shared/roles';
import { exportRoster, rosterFormats } from '@t1/shared/roster-doors';
import type { RosterPosition, ShiftView } from '@t1/shared/roster';
import { rosterPositions } from '@t1/shared/roster';
import { dutyAt, seesRosterOf, writesRosterOf } from '@t1/shared/roster-rules';
import { useMemo, useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { useTexts } from '../../i18n/t.tsx';
import { Empty } from '../../ui/states.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { ShiftDraft } from './AddShiftDialog.tsx';
import { AddShiftDialog } from './AddShiftDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { RosterGrid } from './RosterGrid.tsx';
import { ShiftDialog } from './ShiftDialog.tsx';
import css from './roster.module.css';

interface RosterProps {
  readonly actor: Actor;
  readonly shifts: readonly ShiftView[];
  /** The server's time in milliseconds since 1970. */
  readonly now: number;
  /** For a screen without a live line: what was changed is to be read again. */
  readonly onChanged?: () => void;
}

type Open =
  | { readonly kind: 'shift'; readonly id: string }
  | { readonly kind: 'add'; readonly draft: ShiftDraft }
  | { readonly kind: 'import' };

/** Who is on duty where, with its gaps, and everything that changes it. */
export function Roster({ actor, shifts, now, onChanged }: RosterProps) {
  const { roster: words, rosterPositions: positions } = useTexts();
  const { directorates } = useReference();
  const [position, setPosition] = useState<RosterPosition>('on-duty');
  const [onlyGaps, setOnlyGaps] = useState(false);
  const [open, setOpen] = useState<Open>();

  // Validity is counted in days: the list need not be made anew every minute.
  const today = Math.floor(now / 86_400_000) * 86_400_000;
  const seen = useMemo(
    () =>
      directorates
        .filter(
          (one) => (one.validTo === undefined || Date.parse(one.validTo) > today) && seesRosterOf(actor, one),
        )
        .toSorted(
          (a, b) =>
            Number(b.id === actor.directorateId) - Number(a.id === actor.directorateId) ||
            Number(b.ministryId === actor.ministryId) - Number(a.ministryId === actor.ministryId),
        ),
    [actor, directorates, today],
  );
  const duties = useMemo(
    () =>
      new Map(
        dutyAt(
          seen.map(({ id }) => id),
          shifts,
          now,
        ).map((duty) => [duty.directorateId, duty]),
      ),
    [seen, shifts, now],
  );
  const byDirectorate = useMemo(() => Map.groupBy(shifts, ({ directorateId }) => directorateId), [shifts]);
  const holes = [...duties.values()].filter(({ gaps }) => gaps.length > 0).length;
  const shown = onlyGaps ? seen.filter(({ id }) => (duties.get(id)?.gaps.length ?? 0) > 0) : seen;
  const writable = seen.filter((one) => writesRosterOf(actor, one));
  const [first] = writable;

  const addNow = () => {
    if (first === undefined) return;
    const draft = { directorateId: first.id, position, startsAt: new Date(now).toISOString() };
    setOpen({ kind: 'add', draft });
  };
  useKeys({ KeyN: first === undefined ? undefined : addNow, KeyG: () => setOnlyGaps(!onlyGaps) });
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChanged?.();
  };
  const opened = open?.kind === 'shift' ? shifts.find(({ id }) => id === open.id) : undefined;
  return (
    <section className={css.page} aria-label={words.title}>
      <header className={css.head}>
        <div className={css.heading}>
          <h1>{words.title}</h1>
          <p className={css.quiet}>{words.lead}</p>
        </div>
        <p className={css.count} data-none={holes === 0} role="status">
          {words.gaps(holes)}
        </p>
        <div className={css.tools}>
          {first !== undefined && (
            <>
              <Button onClick={addNow}>{words.add}</Button>
              <Button variant="default" onClick={() => setOpen({ kind: 'import' })}>
                {words.import}
              </Button>
            </>
          )}
          {rosterFormats.map((format) => (
            <Button
              key={format}
              variant="default"
              component="a"
              href={`${exportRoster.path}?format=${format}`}
              download
            >
              {format === 'csv' ? words.exportCsv : words.exportXlsx}
            </Button>
          ))}
        </div>
      </header>
      <div className={css.filters} role="group" aria-label={words.position}>
        {rosterPositions.map((each) => (
          <button key={each} type="button" aria-pressed={each === position} onClick={() => setPosition(each)}>
            {positions[each]}
          </button>
        ))}
        <button type="button" aria-pressed={onlyGaps} onClick={() => setOnlyGaps(!onlyGaps)}>
          {words.onlyGaps}
        </button>
      </div>
      {shown.length === 0 ? (
        <Empty title={seen.length === 0 ? words.emptyTitle : words.noGaps} />
      ) : (
        <RosterGrid
          directorates={shown}
          duties={duties}
          shifts={byDirectorate}
          position={position}
          now={now}
          writes={(one) => writesRosterOf(actor, one)}
          onOpen={({ id }) => setOpen({ kind: 'shift', id })}
          onAdd={(draft) => setOpen({ kind: 'add', draft })}
        />
      )}
      {opened !== undefined && (
        <ShiftDialog
          key={opened.id}
          shift={opened}
          now={now}
          writable={writable.some(({ id }) => id === opened.directorateId)}
          onClose={close}
          onDone={done}
        />
      )}
      {open?.kind === 'add' && (
        <AddShiftDialog draft={open.draft} directorates={writable} onClose={close} onDone={done} />
      )}
      {open?.kind === 'import' && <ImportDialog onClose={close} onDone={done} />}
    </section>
  );
}
