import { Link } from 'react-router';
import { useTexts } from '../i18n/t.tsx';
import { Empty } from '../ui/states.tsx';

/** An address that leads nowhere. */
export function MissingPage() {
  const { app } = useTexts();
  return (
    <Empty title={app.notFoundTitle}>
      <Link to="/">{app.toRoom}</Link>
    </Empty>
  );
}
