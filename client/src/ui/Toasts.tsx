import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useRef, useState } from 'react';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

interface Toast {
  readonly key: number;
  readonly kind: 'done' | 'refused';
  readonly text: string;
}

type Show = (kind: Toast['kind'], text: string) => void;

const shownForMs = 7000;
const ToastContext = createContext<Show>(() => undefined);

/** Short messages at the lower edge; screen readers hear them, nobody has to close them. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const { app } = useTexts();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const lastKey = useRef(0);

  const remove = useCallback((key: number) => {
    setToasts((shown) => shown.filter((toast) => toast.key !== key));
  }, []);
  const show = useCallback<Show>(
    (kind, text) => {
      lastKey.current += 1;
      const key = lastKey.current;
      setToasts((shown) => [...shown.slice(-2), { key, kind, text }]);
      setTimeout(() => remove(key), shownForMs);
    },
    [remove],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className={css.toasts} role="log" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.key} className={toast.kind === 'done' ? css.toast : css.toastRefused}>
            <span dir="auto">{toast.text}</span>
            <button
              type="button"
              className={css.copy}
              onClick={() => remove(toast.key)}
              aria-label={app.close}
            >
              <svg
                width="12"
                height="12"
                viewBox="0 0 12 12"
                stroke="currentColor"
                strokeWidth="1.6"
                aria-hidden="true"
              >
                <path d="m2 2 8 8M10 2l-8 8" />
              </svg>
            </button>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

/** Shows a short message: something was done, or refused. */
export function useToast(): Show {
  return useContext(ToastContext);
}
