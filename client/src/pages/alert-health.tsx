import { AlarmHealth } from '../features/alert-health/AlarmHealth.tsx';

/** How the alerts bear on those who answer them: a page to read and to print, beside the live room. */
export function AlarmHealthPage() {
  return <AlarmHealth />;
}
