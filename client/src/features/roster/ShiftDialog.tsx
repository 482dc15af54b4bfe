import { Button, Textarea } from '@mantine/core';
import { cancelShift, handOverShift, substituteOfficer } from '@t1/shared/roster-doors';
import type { ShiftView } from '@t1/shared/roster';
import { refuseHandOver, refuseShiftChange } from '@t1/shared/roster-rules';
import { useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatMoment, toLocalInput } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { OfficerDraft } from './OfficerFields.tsx';
import { OfficerFields, isNamed, noOfficer, officerInput } from './OfficerFields.tsx';
import { RosterForm } from './RosterForm.tsx';
import { useRosterCommand } from './roster-command.ts';
import css from './roster.module.css';

interface ShiftDialogProps {
  readonly shift: ShiftView;
  readonly now: number;
  readonly writable: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const steps = ['substitute', 'handOver', 'cancel'] as const;
type Step = (typeof steps)[number];

/** A shift from near: who, where and when, and what can be done with it. */
export function ShiftDialog(props: ShiftDialogProps) {
  const { shift, now, writable, onClose } = props;
  const { roster: words, rosterPositions: positions, rosterSteps: stepNames } = useTexts();
  const { locale } = useLocale();
  const { directorateName } = useReference();
  const [step, setStep] = useState<Step>();
  if (step !== undefined) return <StepForm {...props} step={step} />;

  const at = new Date(now);
  const open: Record<Step, boolean> = {
    substitute: refuseShiftChange(shift, shift.version, at) === undefined,
    handOver: refuseHandOver(shift, shift.version, at) === undefined,
    cancel: refuseShiftChange(shift, shift.version, at) === undefined,
  };
  return (
    <Dialog title={nameOf(shift.officer, locale)} onClose={onClose}>
      <dl className={css.facts}>
        <dt>{words.directorate}</dt>
        <dd>{directorateName(shift.directorateId)}</dd>
        <dt>{words.position}</dt>
        <dd>{positions[shift.position]}</dd>
        <dt>{words.from}</dt>
        <dd>
          <Code>{toLocalInput(shift.startsAt)}</Code>
        </dd>
        <dt>{words.to}</dt>
        <dd>
          <Code>{toLocalInput(shift.endsAt)}</Code>
        </dd>
        {shift.officer.phone !== undefined && (
          <>
            <dt>{words.phone}</dt>
            <dd>
              <bdi dir="ltr">{shift.officer.phone}</bdi>
            </dd>
          </>
        )}
      </dl>
      {shift.handOver !== undefined && (
        <div className={css.note}>
          <p>{shift.handOver.note}</p>
          <small>
            {words.handedOver(
              nameOf(shift.handOver.by, locale),
              formatMoment(shift.handOver.at, now, locale),
            )}
          </small>
        </div>
      )}
      {writable && (
        <div className={css.buttons}>
          {steps
            .filter((each) => open[each])
            .map((each) => (
              <Button key={each} variant="default" onClick={() => setStep(each)}>
                {stepNames[each]}
              </Button>
            ))}
        </div>
      )}
    </Dialog>
  );
}

/** One step with a shift. It is bound to the version the person has read; after a conflict, to the one shown then. */
function StepForm({ shift, step, onClose, onDone }: ShiftDialogProps & { readonly step: Step }) {
  const { roster: words, rosterSteps: stepNames } = useTexts();
  const { locale } = useLocale();
  const [conflicted, setConflicted] = useState(false);
  const [opened] = useState(shift.version);
  const [officer, setOfficer] = useState<OfficerDraft>(noOfficer);
  const [text, setText] = useState('');
  const { sending, refusal, run } = useRosterCommand(() => setConflicted(true));

  const send = async () => {
    const about = { id: shift.id, expectedVersion: conflicted ? shift.version : opened };
    const reason = text.trim() === '' ? {} : { reason: text };
    const done =
      step === 'substitute'
        ? await run(substituteOfficer, { ...about, ...officerInput(officer), ...reason })
        : step === 'cancel'
          ? await run(cancelShift, { ...about, ...reason })
          : await run(handOverShift, { ...about, note: text });
    if (done !== undefined) onDone();
  };
  const ready = { substitute: isNamed(officer), cancel: true, handOver: text.trim() !== '' };
  return (
    <RosterForm
      title={`${stepNames[step]}: ${nameOf(shift.officer, locale)}`}
      submit={step === 'substitute' ? words.save : stepNames[step]}
      sending={sending}
      refusal={refusal}
      ready={ready[step]}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      {step === 'substitute' && (
        <>
          <p className={css.quiet}>{words.substituteText}</p>
          <OfficerFields directorateId={shift.directorateId} draft={officer} onChange={setOfficer} />
        </>
      )}
      <Textarea
        label={step === 'handOver' ? words.note : words.reason}
        rows={step === 'handOver' ? 5 : 2}
        data-autofocus={step !== 'substitute' || undefined}
        maxLength={step === 'handOver' ? 2000 : 300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </RosterForm>
  );
}
