import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

/** Says on every screen that nothing here is real. */
export function ExerciseBanner() {
  const { app } = useTexts();
  return (
    <strong className={css.exercise} title={app.exerciseHint} data-testid="exercise">
      {app.exercise}
    </strong>
  );
}
