import { useTexts } from '../i18n/t.tsx';
import { formatNumber } from '../i18n/plural.ts';
import { useAlerts } from '../live/selectors.tsx';
import css from './operations.module.css';

/** The parts of the console, of which a phone shows one at a time. */
export type Area = 'alerts' | 'board' | 'report' | 'map' | 'log';

interface AreaTabsProps {
  readonly area: Area;
  readonly onShow: (area: Area) => void;
  readonly mayReport: boolean;
}

/** The lower edge of a phone: where to go, and how many alerts wait meanwhile. */
export function AreaTabs({ area, onShow, mayReport }: AreaTabsProps) {
  const { tabs, alerts: words } = useTexts();
  const waiting = useAlerts().filter(({ state }) => state === 'unacknowledged').length;
  const names: Record<Area, string> = { alerts: words.title, ...tabs };
  const areas: readonly Area[] = mayReport
    ? ['alerts', 'board', 'report', 'map', 'log']
    : ['alerts', 'board', 'map', 'log'];
  return (
    <nav className={css.tabs} aria-label={tabs.label}>
      {areas.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === area ? 'page' : undefined}
          data-waiting={one === 'alerts' && waiting > 0}
          onClick={() => onShow(one)}
        >
          {one === 'alerts' && waiting > 0 ? `${names.alerts} ${formatNumber(waiting)}` : names[one]}
        </button>
      ))}
    </nav>
  );
}
