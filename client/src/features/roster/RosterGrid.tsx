import type { DirectorateView } from '@t1/shared/organisation';
import type { DutyView, RosterGap, RosterPosition, ShiftView } from '@t1/shared/roster';
import { longestShiftMs } from '@t1/shared/roster';
import { gapsBetween } from '@t1/shared/roster-rules';
import { useReference } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import type { ShiftDraft } from './AddShiftDialog.tsx';
import type { Day, Entry } from './week.ts';
import { dayName, entriesOf, hoursOf, weekFrom } from './week.ts';
import css from './grid.module.css';

interface RosterGridProps {
  readonly directorates: readonly DirectorateView[];
  readonly duties: ReadonlyMap<string, DutyView>;
  readonly shifts: ReadonlyMap<string, readonly ShiftView[]>;
  readonly position: RosterPosition;
  readonly now: number;
  readonly writes: (directorate: DirectorateView) => boolean;
  readonly onOpen: (shift: ShiftView) => void;
  readonly onAdd: (draft: ShiftDraft) => void;
}

const none: readonly ShiftView[] = [];

/** Directorates by days: who is on duty, and where nobody is. */
export function RosterGrid(props: RosterGridProps) {
  const { directorates, duties, shifts, position, now } = props;
  const { roster: words } = useTexts();
  const { locale } = useLocale();
  const days = weekFrom(now);
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={words.title}>
      <table className={css.grid}>
        <thead>
          <tr>
            <th scope="col">{words.directorate}</th>
            <th scope="col">{words.now}</th>
            {days.map((day) => (
              <th scope="col" key={day.from}>
                {dayName(day, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {directorates.map((directorate) => (
            <Row
              key={directorate.id}
              {...props}
              directorate={directorate}
              duty={duties.get(directorate.id)}
              own={shifts.get(directorate.id) ?? none}
              position={position}
              days={days}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends RosterGridProps {
  readonly directorate: DirectorateView;
  readonly duty: DutyView | undefined;
  readonly own: readonly ShiftView[];
  readonly days: readonly Day[];
}

function Row({ directorate, duty, own, days, position, now, writes, onOpen, onAdd }: RowProps) {
  const { roster: words } = useTexts();
  const { locale } = useLocale();
  const { directorateShort } = useReference();
  const current = duty?.now.find((shift) => shift.position === position);
  const gap = duty !== undefined && duty.gaps.length > 0;
  const writable = writes(directorate);
  const add = (startsAt: string, endsAt?: string) =>
    onAdd({
      directorateId: directorate.id,
      position,
      startsAt,
      ...(endsAt === undefined ? {} : { endsAt }),
    });
  // The grid cuts a hole at midnight; whoever fills it means all of it, as far as one shift reaches.
  const fill = ({ from }: RosterGap) => {
    const begins = Date.parse(from);
    add(from, gapsBetween(own, begins, begins + longestShiftMs)[0]?.to);
  };
  return (
    <tr data-gap={gap}>
      <th scope="row">
        {directorateShort(directorate.id)}
        {gap && <span className={css.warning}>{words.gapSoon}</span>}
      </th>
      <td className={css.current}>
        {current === undefined ? (
          <span className={position === 'on-duty' ? css.nobody : css.open}>{words.nobody}</span>
        ) : (
          <ShiftButton shift={current} onOpen={onOpen} />
        )}
      </td>
      {days.map((day) => (
        <td key={day.from}>
          {entriesOf(own, position, day, now).map((entry) => (
            <Cell key={keyOf(entry)} entry={entry} writable={writable} onOpen={onOpen} onFill={fill} />
          ))}
          {writable && (
            <button
              type="button"
              className={css.plus}
              aria-label={words.addAt(nameOf(directorate, locale), dayName(day, locale))}
              onClick={() => add(new Date(Math.max(day.from + 8 * 3_600_000, now)).toISOString())}
            >
              <span aria-hidden="true">{plus}</span>
            </button>
          )}
        </td>
      ))}
    </tr>
  );
}

const plus = '+';

interface CellProps {
  readonly entry: Entry;
  readonly writable: boolean;
  readonly onOpen: (shift: ShiftView) => void;
  readonly onFill: (gap: RosterGap) => void;
}

function Cell({ entry, writable, onOpen, onFill }: CellProps) {
  const { roster: words } = useTexts();
  if (entry.kind === 'shift') return <ShiftButton shift={entry.shift} onOpen={onOpen} />;
  const { gap, soon } = entry;
  const wholeDay = Date.parse(gap.to) - Date.parse(gap.from) === 24 * 3_600_000;
  const said = (
    <>
      {wholeDay ? <bdi>{words.allDay}</bdi> : <bdi dir="ltr">{hoursOf(gap)}</bdi>}
      <span>{words.gap}</span>
    </>
  );
  return writable ? (
    <button type="button" className={css.gap} data-soon={soon} onClick={() => onFill(gap)}>
      {said}
    </button>
  ) : (
    <span className={css.gap} data-soon={soon}>
      {said}
    </span>
  );
}

function ShiftButton({ shift, onOpen }: Pick<RosterGridProps, 'onOpen'> & { readonly shift: ShiftView }) {
  const { locale } = useLocale();
  return (
    <button type="button" className={css.shift} data-state={shift.state} onClick={() => onOpen(shift)}>
      <bdi dir="ltr">{hoursOf({ from: shift.startsAt, to: shift.endsAt })}</bdi>
      <span>{nameOf(shift.officer, locale)}</span>
    </button>
  );
}

function keyOf(entry: Entry): string {
  return entry.kind === 'shift' ? entry.shift.id : entry.gap.from;
}
