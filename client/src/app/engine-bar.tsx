import { formatElapsed } from '../i18n/format.ts';
import { useTexts } from '../i18n/t.tsx';
import { useEngineLateMs } from '../live/selectors.tsx';
import { Code } from '../ui/Code.tsx';
import css from './shell.module.css';

/** Over the whole frame while alerts do not climb by themselves: people must follow them by voice. */
export function EngineBar() {
  const { engine: words } = useTexts();
  const lateMs = useEngineLateMs();
  if (lateMs === undefined) return null;
  return (
    <div className={css.engine} role="alert" data-testid="engine-late">
      <strong>
        {words.late} <Code>{formatElapsed(lateMs)}</Code>
      </strong>
      <span>{words.follow}</span>
    </div>
  );
}
