import { Button } from '@mantine/core';
import { problemText } from '@t1/shared/problem-texts';
import type { ImportedRow } from '@t1/shared/roster-doors';
import { importRoster, rosterFormats } from '@t1/shared/roster-doors';
import type { ChangeEvent } from 'react';
import { useState } from 'react';
import { useLocale, useTexts } from '../../i18n/t.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useRosterCommand } from './roster-command.ts';
import css from './roster.module.css';

/** What travels is four thirds of the file, and at most 60,000 characters of it. */
const largestFile = 45_000;

interface Chosen {
  readonly format: (typeof rosterFormats)[number];
  readonly content: string;
}

interface ImportDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Tries a file first and shows what is wrong row by row; imports it only when nothing is. */
export function ImportDialog({ onClose, onDone }: ImportDialogProps) {
  const { app, roster: words } = useTexts();
  const showToast = useToast();
  const [chosen, setChosen] = useState<Chosen>();
  const [rows, setRows] = useState<readonly ImportedRow[]>();
  const [name, setName] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const { sending, refusal, run } = useRosterCommand();
  const wrong = rows?.filter(({ errors }) => errors.length > 0).length ?? 0;

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    setRows(undefined);
    setChosen(undefined);
    setName(file?.name ?? '');
    if (file === undefined) return;
    setTooLarge(file.size > largestFile);
    if (file.size > largestFile) return;
    const format = file.name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
    const next = { format, content: base64Of(await file.arrayBuffer()) } as const;
    const tried = await run(importRoster, { ...next, dryRun: true });
    setChosen(next);
    setRows(tried?.rows);
  };
  const send = async () => {
    if (chosen === undefined) return;
    const done = await run(importRoster, { ...chosen, dryRun: false });
    if (done === undefined) return;
    setRows(done.rows);
    if (done.imported === 0) return;
    showToast('done', words.imported(done.imported));
    onDone();
  };
  return (
    <Dialog title={words.importTitle} onClose={onClose}>
      <div className={css.form}>
        <p className={css.quiet}>{words.importHelp}</p>
        <label className={css.file}>
          <input
            type="file"
            accept={rosterFormats.map((format) => `.${format}`).join(',')}
            onChange={(event) => void choose(event)}
          />
          <span className={css.fileButton}>{words.file}</span>
          <bdi>{name}</bdi>
        </label>
        {sending && rows === undefined && <p role="status">{words.reading}</p>}
        {(tooLarge || refusal !== undefined) && (
          <p className={css.refusal} role="alert">
            {tooLarge ? words.tooLarge : refusal}
          </p>
        )}
        {rows !== undefined && (
          <>
            <p className={wrong > 0 ? css.refusal : css.quiet} role="status">
              {words.wrongRows(wrong)}
            </p>
            <Preview rows={rows} />
          </>
        )}
        <div className={css.buttons}>
          <Button
            disabled={rows === undefined || wrong > 0}
            aria-disabled={sending}
            onClick={() => void send()}
          >
            {sending && rows !== undefined ? words.saving : words.importRows(rows?.length ?? 0)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {app.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The rows of the file, those with errors first. */
function Preview({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const { roster: words } = useTexts();
  const { locale } = useLocale();
  const ordered = rows.toSorted((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0));
  return (
    <div className={css.preview} tabIndex={0} role="group" aria-label={words.errors}>
      <table>
        <thead>
          <tr>
            <th>{words.line}</th>
            <th>{words.errors}</th>
            <th>{words.row}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ line, cells, errors }) => (
            <tr key={line} data-wrong={errors.length > 0}>
              <td>{line}</td>
              <td>
                {errors.length === 0 && words.fine}
                {errors.map((error) => (
                  <p key={`${error.code} ${error.field ?? ''}`}>
                    {problemText(
                      error.field === undefined ? { code: error.code } : { ...error, field: error.field },
                      locale,
                    )}
                  </p>
                ))}
              </td>
              <td>
                <bdi>{cells.filter((cell) => cell !== '').join(' · ')}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function base64Of(file: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(file), (byte) => String.fromCodePoint(byte)).join(''));
}
