import type { IncidentView, Severity } from '@t1/shared/incidents';
import { isOpenLoop, severities } from '@t1/shared/incidents';
import { useMemo } from 'react';
import { useReference } from '../../api/queries.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useOpenIncidents } from '../../live/selectors.tsx';
import { severityLooks } from '../../ui/Severity.tsx';
import css from './tally.module.css';

interface DirectorateTallyProps {
  readonly chosenId?: string | undefined;
  readonly onChoose: (directorateId: string | undefined) => void;
}

interface Tally {
  readonly directorateId: string;
  readonly total: number;
  /** Incidents without a recorded action. */
  readonly loops: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

/** One incident is a block of this many pixels; where they do not fit, all shrink alike. */
const blockWidth = 11;

/** What each directorate has open, the gravest first; a click filters the board by it. */
export function DirectorateTally({ chosenId, onChoose }: DirectorateTallyProps) {
  const { tally: words, loops: loopWords, severity: names } = useTexts();
  const reference = useReference();
  const open = useOpenIncidents();
  const tallies = useMemo(() => tallyOf(open), [open]);

  if (tallies.length === 0) return <p className={css.calm}>{words.calm}</p>;
  return (
    <ul className={css.tally} aria-label={words.title}>
      {tallies.map(({ directorateId, total, loops, bySeverity }) => (
        <li key={directorateId}>
          <button
            type="button"
            className={css.cell}
            aria-pressed={chosenId === directorateId}
            data-critical={bySeverity[1] > 0}
            onClick={() => onChoose(chosenId === directorateId ? undefined : directorateId)}
          >
            <span className={css.name}>{reference.directorateShort(directorateId)}</span>
            <span className={css.bar} aria-hidden="true">
              {severities.map(
                (severity) =>
                  bySeverity[severity] > 0 && (
                    <span
                      key={severity}
                      style={{
                        flexBasis: bySeverity[severity] * blockWidth,
                        background: severityLooks[severity].colour,
                      }}
                      title={`${names[`s${severity}`]}: ${bySeverity[severity]}`}
                    />
                  ),
              )}
            </span>
            <span className={css.total}>{words.open(total)}</span>
            <span className={css.loops} data-none={loops === 0}>
              {loopWords.withoutAction(loops)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Open incidents counted per directorate: first those with the gravest, then those with the most. */
export function tallyOf(open: readonly IncidentView[]): readonly Tally[] {
  const found = new Map<string, { loops: number; bySeverity: Record<Severity, number> }>();
  for (const incident of open) {
    const { directorateId, severity } = incident;
    const counts = found.get(directorateId) ?? { loops: 0, bySeverity: { 1: 0, 2: 0, 3: 0, 4: 0 } };
    counts.bySeverity[severity] += 1;
    if (isOpenLoop(incident)) counts.loops += 1;
    found.set(directorateId, counts);
  }
  return [...found]
    .map(([directorateId, { loops, bySeverity }]) => ({
      directorateId,
      bySeverity,
      loops,
      total: severities.reduce((sum, severity) => sum + bySeverity[severity], 0),
    }))
    .sort(
      (a, b) =>
        b.bySeverity[1] - a.bySeverity[1] ||
        b.bySeverity[2] - a.bySeverity[2] ||
        b.total - a.total ||
        (a.directorateId < b.directorateId ? -1 : 1),
    );
}
