import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { Refused } from '../api/queries.ts';
import { LocaleProvider, rememberedLocale } from '../i18n/t.tsx';
import { ToastProvider } from '../ui/Toasts.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { theme } from './theme.ts';

const triesWhenUnreachable = 2;

/** A cache for readings that asks again only when no answer came: a refusal stays one. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) =>
          error instanceof Refused && error.problem.code === 'unreachable' && failures < triesWhenUnreachable,
      },
    },
  });
}

/** All that every screen stands on: language, direction, components, cache, messages, address. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <DirectionProvider initialDirection={rememberedLocale() === 'ar' ? 'rtl' : 'ltr'} detectDirection={false}>
      {/* Every variable stands in tokens.css, so a strict content policy needs no exception for styles made at run time. */}
      <MantineProvider
        theme={theme}
        forceColorScheme="dark"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <LocaleProvider>
          <ErrorBoundary>
            <QueryClientProvider client={queryClient}>
              <ToastProvider>
                <BrowserRouter>{children}</BrowserRouter>
              </ToastProvider>
            </QueryClientProvider>
          </ErrorBoundary>
        </LocaleProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
