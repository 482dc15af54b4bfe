import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { app } = useTexts();
  return (
    // The page itself never scrolls, so there is no scroll to lock and no style to inject for it.
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ color: '#05080b', backgroundOpacity: 0.7 }}
      closeButtonProps={{ 'aria-label': app.close }}
      classNames={{ content: css.dialog, header: css.dialogHeader, title: css.dialogTitle }}
    >
      {children}
    </Modal>
  );
}

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const { app } = useTexts();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <div className={css.dialogActions}>
        <Button onClick={onConfirm}>{confirm}</Button>
        <Button variant="default" onClick={onClose}>
          {app.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
