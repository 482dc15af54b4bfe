import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { Select } from '@mantine/core';
import { normalizeArabic } from '@t1/shared/arabic-text';
import type { IncidentTypeView } from '@t1/shared/incidents';
import type { Ref } from 'react';
import { memo, useMemo } from 'react';
import { useReference } from '../../api/queries.ts';
import { useLocale, useTexts } from '../../i18n/t.tsx';

interface TypeFieldProps {
  readonly inputRef: Ref<HTMLInputElement>;
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly onChoose: (type: IncidentTypeView) => void;
}

/**
 * The type of incident, found by any spelling of its name or group in either language. The list must not be drawn
 * anew under the hand of a person choosing from it whenever the room moves on.
 */
export const TypeField = memo(function TypeField({ inputRef, value, error, onChoose }: TypeFieldProps) {
  const { report: words } = useTexts();
  const { locale } = useLocale();
  const { types } = useReference();
  const data = useMemo(() => groupsOf(types, locale), [types, locale]);
  const filter = useMemo(() => filterBy(types), [types]);
  return (
    <Select
      ref={inputRef}
      label={words.type}
      placeholder={words.typeSearch}
      nothingFoundMessage={words.typeNone}
      data={data}
      filter={filter}
      searchable
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen
      allowDeselect={false}
      openOnFocus={false}
      maxDropdownHeight={320}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      value={value ?? null}
      error={error}
      onChange={(id) => {
        const type = types.find((one) => one.id === id);
        if (type !== undefined) onChoose(type);
      }}
    />
  );
});

function groupsOf(types: readonly IncidentTypeView[], locale: 'ar' | 'en') {
  const groups = new Map<string, { group: string; items: ComboboxItem[] }>();
  for (const type of types) {
    const group = groups.get(type.group) ?? {
      group: locale === 'ar' ? type.groupNameAr : type.groupNameEn,
      items: [],
    };
    group.items.push({ value: type.id, label: locale === 'ar' ? type.nameAr : type.nameEn });
    groups.set(type.group, group);
  }
  return [...groups.values()];
}

/** Options whose names hold every word that was typed; a word may begin anywhere. */
function filterBy(types: readonly IncidentTypeView[]): OptionsFilter {
  const words = new Map(
    types.map((type) => [
      type.id,
      normalizeArabic([type.nameAr, type.nameEn, type.groupNameAr, type.groupNameEn].join(' ')),
    ]),
  );
  return ({ options, search }) => {
    const terms = normalizeArabic(search).split(' ').filter(Boolean);
    const found = (id: string) => terms.every((term) => words.get(id)?.includes(term) === true);
    return options.flatMap((option): ComboboxParsedItem[] => {
      if (!('group' in option)) return found(String(option.value)) ? [option] : [];
      const items = option.items.filter((item) => found(String(item.value)));
      return items.length === 0 ? [] : [{ ...option, items }];
    });
  };
}
