import { Button, Select } from '@mantine/core';
import { formatDecimal, formatDms, formatMgrs } from '@t1/shared/coordinates';
import { locatePoint } from '@t1/shared/organisation';
import { useReading, useReference } from '../../api/queries.ts';
import { formatKilometres } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import type { ChosenPlace } from './draft.ts';
import css from './reporting.module.css';

interface LocatedPlaceProps {
  readonly place: ChosenPlace;
  readonly directorateId: string | undefined;
  readonly error: string | undefined;
  readonly onDirectorate: (directorateId: string | undefined) => void;
  readonly onChangePlace: () => void;
}

/** Nearer than this the incident is at the place itself. */
const atPlaceWithinM = 300;

/** The chosen point in all its forms, whose district it is, and which directorate will get the report. */
export function LocatedPlace({
  place,
  directorateId,
  error,
  onDirectorate,
  onChangePlace,
}: LocatedPlaceProps) {
  const { report: words, actions } = useTexts();
  const { locale } = useLocale();
  const reference = useReference();
  const { lat, lon } = place;
  const located = useReading(locatePoint, { lat, lon }, { staleTime: 60_000 });
  const found = located.data;
  const problem = located.error?.problem;
  const refused =
    problem === undefined
      ? undefined
      : problem.code === 'unreachable'
        ? actions.unreachable
        : problem.message;
  const near = found?.place;
  const name = placeName(place, locale);

  return (
    <div className={css.group}>
      <span className={css.label}>{words.location}</span>
      <div className={css.located}>
        <div className={css.locatedHead}>
          <strong>
            {name ??
              (near === undefined
                ? words.pointOnMap
                : near.distanceM < atPlaceWithinM
                  ? words.at(nameOf(near, locale))
                  : words.near(nameOf(near, locale), formatKilometres(near.distanceM)))}
          </strong>
          <Button variant="subtle" size="compact-sm" onClick={onChangePlace}>
            {words.changeLocation}
          </Button>
        </div>
        <div className={css.forms}>
          <Code>{formatDecimal(place)}</Code>
          <Code>{formatMgrs(place) ?? ''}</Code>
          <Code>{formatDms(place)}</Code>
        </div>
        {located.isPending && <p role="status">{words.locating}</p>}
        {found !== undefined && (
          <>
            <p>{words.foundAt(reference.districtName(found.districtId))}</p>
            {found.alternatives.length === 0 ? (
              <p>{`${words.responsible}: ${reference.directorateName(found.directorateId)}`}</p>
            ) : (
              <Select
                label={words.responsible}
                description={words.override}
                size="sm"
                allowDeselect={false}
                comboboxProps={{ transitionProps: { duration: 0 } }}
                data={[...new Set([found.directorateId, ...found.alternatives])].map((id) => ({
                  value: id,
                  label: reference.directorateName(id),
                }))}
                value={directorateId ?? found.directorateId}
                onChange={(id) => onDirectorate(id === null || id === found.directorateId ? undefined : id)}
              />
            )}
          </>
        )}
      </div>
      {(error ?? refused) !== undefined && (
        <p className={css.error} role="alert">
          {error ?? refused}
        </p>
      )}
    </div>
  );
}

function placeName({ nameAr, nameEn }: ChosenPlace, locale: 'ar' | 'en'): string | undefined {
  return nameAr === undefined || nameEn === undefined ? undefined : nameOf({ nameAr, nameEn }, locale);
}
