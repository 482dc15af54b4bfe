import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { SessionView } from '@t1/shared/sessions';
import { signIn } from '@t1/shared/sessions';
import type { FormEvent, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { useTexts } from '../../i18n/t.tsx';
import css from './session.module.css';

interface LoginFormProps {
  readonly onSignedIn: (session: SessionView) => void;
}

type Faults = Partial<Record<'username' | 'password', string>>;

/** Asks who is there; a refusal is said under the field it is about. */
export function LoginForm({ onSignedIn }: LoginFormProps) {
  const { session: words } = useTexts();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [sending, setSending] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const passwordBox = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const missing: Faults = {
      ...(username.trim() === '' ? { username: words.usernameMissing } : {}),
      ...(password === '' ? { password: words.passwordMissing } : {}),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setSending(true);
    const result = await call(signIn, { username, password });
    setSending(false);
    if (result.ok) {
      onSignedIn(result.output);
      return;
    }
    const { problem } = result;
    const message = problem.code === 'unreachable' ? words.unreachable : problem.message;
    const field = 'field' in problem && problem.field === 'username' ? 'username' : 'password';
    setFaults({ [field]: message });
    passwordBox.current?.select();
  };

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        label={words.username}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        size="md"
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        error={faults.username}
        classNames={{ error: css.error, label: css.label, root: css.field, input: 't1-ltr' }}
      />
      <PasswordInput
        ref={passwordBox}
        label={words.password}
        name="password"
        autoComplete="current-password"
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        onBlur={() => setCapsLock(false)}
        error={faults.password}
        description={capsLock ? words.capsLock : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
        classNames={{
          error: css.error,
          description: css.capsLock,
          label: css.label,
          root: css.field,
        }}
      />
      <Button type="submit" size="md" fullWidth aria-disabled={sending} data-busy={sending}>
        {sending ? words.submitting : words.submit}
      </Button>
    </form>
  );
}
