import { Select, TextInput } from '@mantine/core';
import type { DirectorateView } from '@t1/shared/organisation';
import { addShift } from '@t1/shared/roster-doors';
import type { RosterPosition } from '@t1/shared/roster';
import { rosterPositions, shiftHours } from '@t1/shared/roster';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { fromLocalInput, toLocalInput } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import type { OfficerDraft } from './OfficerFields.tsx';
import { OfficerFields, isNamed, noOfficer, officerInput } from './OfficerFields.tsx';
import { RosterForm } from './RosterForm.tsx';
import { useRosterCommand } from './roster-command.ts';

/** Where a new shift begins to be written: what the person pressed says directorate, place and time. */
export interface ShiftDraft {
  readonly directorateId: string;
  readonly position: RosterPosition;
  readonly startsAt: string;
  /** Given when a gap is filled: the shift ends where the gap does. */
  readonly endsAt?: string;
}

interface AddShiftDialogProps {
  readonly draft: ShiftDraft;
  readonly directorates: readonly DirectorateView[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const other = 'other';
const example = '2026-11-24 08:00';

/** Writes a new shift of 8, 12 or 24 hours, or with an end of its own. */
export function AddShiftDialog({ draft, directorates, onClose, onDone }: AddShiftDialogProps) {
  const { roster: words, rosterPositions: positions } = useTexts();
  const { locale } = useLocale();
  const [id] = useState(() => uuidv7());
  const [directorateId, setDirectorateId] = useState(draft.directorateId);
  const [position, setPosition] = useState(draft.position);
  const [officer, setOfficer] = useState<OfficerDraft>(noOfficer);
  const [starts, setStarts] = useState(() => toLocalInput(draft.startsAt));
  const [length, setLength] = useState<string>(draft.endsAt === undefined ? '24' : other);
  const [ends, setEnds] = useState(() => toLocalInput(draft.endsAt ?? draft.startsAt));
  const { sending, refusal, run } = useRosterCommand();

  const startsAt = fromLocalInput(starts);
  const endsAt = endOf(startsAt, length, ends);
  const send = async () => {
    if (startsAt === undefined || endsAt === undefined) return;
    const input = { id, directorateId, position, ...officerInput(officer), startsAt, endsAt };
    if ((await run(addShift, input)) !== undefined) onDone();
  };
  return (
    <RosterForm
      title={words.add}
      submit={words.save}
      sending={sending}
      refusal={refusal}
      ready={startsAt !== undefined && endsAt !== undefined && isNamed(officer)}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      {directorates.length > 1 && (
        <Select
          label={words.directorate}
          searchable
          openOnFocus={false}
          allowDeselect={false}
          data={directorates.map((one) => ({ value: one.id, label: nameOf(one, locale) }))}
          value={directorateId}
          onChange={(value) => {
            setDirectorateId(value ?? directorateId);
            setOfficer(noOfficer);
          }}
        />
      )}
      <Select
        label={words.position}
        data={rosterPositions.map((value) => ({ value, label: positions[value] }))}
        value={position}
        onChange={(value) => setPosition(rosterPositions.find((one) => one === value) ?? position)}
        allowDeselect={false}
        openOnFocus={false}
      />
      <OfficerFields directorateId={directorateId} draft={officer} onChange={setOfficer} />
      <TextInput
        label={words.starts}
        description={
          <>
            {words.startsHelp} <bdi dir="ltr">{example}</bdi>
          </>
        }
        dir="ltr"
        value={starts}
        error={startsAt === undefined ? words.badTime : undefined}
        onChange={(event) => setStarts(event.currentTarget.value)}
      />
      <Select
        label={words.length}
        data={[
          ...shiftHours.map((hours) => ({ value: String(hours), label: words.hours(hours) })),
          { value: other, label: words.otherEnd },
        ]}
        value={length}
        onChange={(value) => setLength(value ?? length)}
        allowDeselect={false}
        openOnFocus={false}
      />
      {length === other && (
        <TextInput
          label={words.ends}
          dir="ltr"
          value={ends}
          error={endsAt === undefined ? words.badTime : undefined}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
      )}
    </RosterForm>
  );
}

function endOf(startsAt: string | undefined, length: string, written: string): string | undefined {
  if (length === other) return fromLocalInput(written);
  if (startsAt === undefined) return undefined;
  return new Date(Date.parse(startsAt) + Number(length) * 3_600_000).toISOString();
}
