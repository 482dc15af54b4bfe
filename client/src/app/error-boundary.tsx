import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Component } from 'react';
import { useTexts } from '../i18n/t.tsx';
import { Empty } from '../ui/states.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Shows a sentence and a way back instead of an empty page when drawing fails. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { app } = useTexts();
  return (
    <main role="alert">
      <Empty title={app.brokenTitle} text={app.brokenText}>
        <Button onClick={() => window.location.reload()}>{app.reload}</Button>
      </Empty>
    </main>
  );
}
