import { Select, TextInput } from '@mantine/core';
import { listOfficers } from '@t1/shared/roster-doors';
import { useReading } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';

/** The officer as the fields hold them: an account, or a name of somebody without one. */
export interface OfficerDraft {
  readonly userId: string | null;
  readonly name: string;
  readonly phone: string;
}

export const noOfficer: OfficerDraft = { userId: null, name: '', phone: '' };

/** True when the draft names somebody. */
export function isNamed({ userId, name }: OfficerDraft): boolean {
  return userId !== null || name.trim() !== '';
}

/** The part of a command that says who the officer is. */
export function officerInput({ userId, name, phone }: OfficerDraft) {
  if (userId !== null) return { userId };
  return { named: { name, ...(phone.trim() === '' ? {} : { phone }) } };
}

const none = 'none';

interface OfficerFieldsProps {
  readonly directorateId: string;
  readonly draft: OfficerDraft;
  readonly onChange: (draft: OfficerDraft) => void;
}

/** Chooses an account of the directorate, or takes the name of an officer without one. */
export function OfficerFields({ directorateId, draft, onChange }: OfficerFieldsProps) {
  const { roster: words } = useTexts();
  const { locale } = useLocale();
  const accounts = useReading(listOfficers, { directorate: directorateId }, { staleTime: 60_000 });
  const choices = (accounts.data?.items ?? []).map((one) => ({ value: one.id, label: nameOf(one, locale) }));
  return (
    <>
      <Select
        label={words.account}
        data={[...choices, { value: none, label: words.noAccount }]}
        value={draft.userId ?? none}
        onChange={(value) => onChange({ ...draft, userId: value === none ? null : value })}
        data-autofocus
        allowDeselect={false}
        openOnFocus={false}
      />
      {draft.userId === null && (
        <>
          <TextInput
            label={words.name}
            maxLength={80}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
          />
          <TextInput
            label={words.phone}
            dir="ltr"
            maxLength={25}
            value={draft.phone}
            onChange={(event) => onChange({ ...draft, phone: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
