import type { Role } from '@t1/shared/roles';
import { useTexts } from '../i18n/t.tsx';
import { Empty } from '../ui/states.tsx';

/** For those who may see no incident: what will be theirs comes with audit and administration. */
export function OtherRolePage({ role }: { readonly role: Role }) {
  const { otherRoles } = useTexts();
  return <Empty title={otherRoles.title} text={role === 'admin' ? otherRoles.admin : otherRoles.auditor} />;
}
