import { useState } from 'react';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

interface CodeProps {
  readonly children: string;
  /** Offers to copy exactly what is shown. */
  readonly copy?: boolean;
}

/** A reference, plate, coordinate or time: always left to right, unbroken, in whatever sentence it stands. */
export function Code({ children, copy = false }: CodeProps) {
  return (
    <>
      <bdi dir="ltr" className={css.code}>
        {children}
      </bdi>
      {copy && <CopyButton text={children} />}
    </>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const { app } = useTexts();
  const [copied, setCopied] = useState(false);
  const copyText = () => {
    void writeClipboard(text).then((done) => {
      setCopied(done);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return (
    <button
      type="button"
      className={css.copy}
      onClick={copyText}
      aria-label={app.copy(text)}
      title={app.copy(text)}
    >
      {copied ? (
        <span role="status">{app.copied}</span>
      ) : (
        <svg
          width="14"
          height="14"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          aria-hidden="true"
        >
          <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
          <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
        </svg>
      )}
    </button>
  );
}

async function writeClipboard(text: string): Promise<boolean> {
  // The clipboard interface exists only on HTTPS and on the machine itself; closed networks are often neither.
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea');
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}
