import { Button, Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { LocationFault } from '@t1/shared/coordinates';
import { formatDecimal, formatMgrs, parseLocation } from '@t1/shared/coordinates';
import type { PlaceView } from '@t1/shared/organisation';
import { searchPlaces } from '@t1/shared/organisation';
import { useState } from 'react';
import { useReading } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import type { ChosenPlace, ReportDraft } from './draft.ts';
import { LocatedPlace } from './LocatedPlace.tsx';
import css from './reporting.module.css';

interface LocationFieldProps {
  readonly draft: ReportDraft;
  readonly error: string | undefined;
  readonly directorateError: string | undefined;
  readonly picking: boolean;
  readonly onPicking: (picking: boolean) => void;
  readonly onChange: (change: Pick<Partial<ReportDraft>, 'place' | 'locationText' | 'directorateId'>) => void;
}

const asTyped = 'as-typed';

/** Where it is: a name, coordinates in any of the usual forms, or a click on the map. */
export function LocationField({
  draft,
  error,
  directorateError,
  picking,
  onPicking,
  onChange,
}: LocationFieldProps) {
  const { report: words } = useTexts();
  const choose = (place: ChosenPlace) => {
    onPicking(false);
    onChange({ place, locationText: '', directorateId: undefined });
  };

  if (draft.place !== undefined && !picking) {
    return (
      <LocatedPlace
        place={draft.place}
        directorateId={draft.directorateId}
        error={error ?? directorateError}
        onDirectorate={(directorateId) => onChange({ directorateId })}
        onChangePlace={() => onChange({ place: undefined, directorateId: undefined })}
      />
    );
  }
  if (picking) {
    return (
      <div className={css.group}>
        <span className={css.label}>{words.location}</span>
        <div className={css.picking} role="status">
          {words.picking}
          <Button variant="subtle" size="compact-sm" onClick={() => onPicking(false)}>
            {words.stopPicking}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <SearchBox
      text={draft.locationText}
      error={error}
      onText={(locationText) => onChange({ locationText })}
      onChoose={choose}
      onPick={() => onPicking(true)}
    />
  );
}

interface SearchBoxProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly onChoose: (place: ChosenPlace) => void;
  readonly onPick: () => void;
}

function SearchBox({ text, error, onText, onChoose, onPick }: SearchBoxProps) {
  const { report: words } = useTexts();
  const { locale } = useLocale();
  const combobox = useCombobox();
  const [fault, setFault] = useState<LocationFault>();
  const point = parseLocation(text);
  const [query] = useDebouncedValue(text.trim(), 180);
  const search = useReading(
    searchPlaces,
    { q: query, limit: 8 },
    { enabled: query.length >= 2 && !parseLocation(query).ok, staleTime: 300_000, keepPrevious: true },
  );
  const places = point.ok || text.trim().length < 2 ? [] : (search.data?.items ?? []);

  const take = (value: string) => {
    combobox.closeDropdown();
    if (value === asTyped && point.ok) onChoose({ lat: rounded(point.lat), lon: rounded(point.lon) });
    const place = places.find(({ id }) => id === value);
    if (place !== undefined) onChoose(chosen(place));
  };
  const leave = () => {
    combobox.closeDropdown();
    if (point.ok) take(asTyped);
    // Digits were meant as coordinates: say what is wrong with them. Letters may still become a name.
    else setFault(/[\d٠-٩]/u.test(text) ? point.reason : undefined);
  };

  return (
    <div className={css.group}>
      <Combobox store={combobox} onOptionSubmit={take} transitionProps={{ duration: 0 }}>
        <Combobox.Target>
          <TextInput
            label={words.location}
            description={words.locationHelp}
            placeholder={words.locationExample}
            classNames={{ input: isBareNumbers(text) ? 't1-ltr' : undefined }}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            maxLength={120}
            value={text}
            error={error ?? (fault === undefined ? undefined : words.faults[fault])}
            onChange={(event) => {
              setFault(undefined);
              onText(event.currentTarget.value);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onFocus={() => text !== '' && combobox.openDropdown()}
            onBlur={leave}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || combobox.getSelectedOptionIndex() >= 0) return;
              event.preventDefault();
              const [first] = places;
              if (point.ok) take(asTyped);
              else if (first !== undefined) take(first.id);
              else leave();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={text.trim().length < 2}>
          <Combobox.Options>
            {point.ok && (
              <Combobox.Option value={asTyped}>
                <Code>{formatDecimal(point)}</Code>
                <small className={css.optionNote}>
                  <Code>{formatMgrs(point) ?? ''}</Code>
                </small>
              </Combobox.Option>
            )}
            {places.map((place) => (
              <Combobox.Option key={place.id} value={place.id}>
                {nameOf(place, locale)}
                <small className={css.optionNote}>{locale === 'ar' ? place.nameEn : place.nameAr}</small>
              </Combobox.Option>
            ))}
            {!point.ok && places.length === 0 && (
              <Combobox.Empty>{search.isFetching ? words.searching : words.noPlaces}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button variant="default" size="sm" onClick={onPick} className={css.pick}>
        {words.pick}
      </Button>
    </div>
  );
}

/** Numbers alone have no direction of their own: in an Arabic line longitude would come to stand before latitude. */
function isBareNumbers(text: string): boolean {
  return text !== '' && !/\p{Script=Arabic}/u.test(text.replace(/[٠-٩٫،]/gu, ''));
}

function chosen({ id, lat, lon, nameAr, nameEn }: PlaceView): ChosenPlace {
  return { placeId: id, lat, lon, nameAr, nameEn };
}

/** A tenth of a metre is more than any source knows. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
