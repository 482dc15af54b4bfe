import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

interface EmptyProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ReactNode;
}

/** Says that there is nothing, and that this is known. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className={css.state}>
      <h3>{title}</h3>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** Says that something is on its way. */
export function Loading({ label }: { readonly label?: string }) {
  const { app } = useTexts();
  return (
    <div className={css.state} role="status">
      <Loader size="sm" color="var(--accent)" />
      <p>{label ?? app.loading}</p>
    </div>
  );
}

interface FailedProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** Says what could not be done and offers to try again. */
export function Failed({ title, text, onRetry }: FailedProps) {
  const { app } = useTexts();
  return (
    <div className={css.state} role="alert">
      <h3>{title}</h3>
      {text !== undefined && <p>{text}</p>}
      {onRetry !== undefined && (
        <Button variant="default" size="sm" onClick={onRetry}>
          {app.retry}
        </Button>
      )}
    </div>
  );
}
