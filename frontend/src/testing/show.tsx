import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { newClient } from '../bridge/client';
import { ShopZone } from '../format/useFormat';
import { theme } from '../theme/theme';

/** Renders a component as the window would: theme, texts, a fresh cache, a shop in Shanghai. */
export function show(ui: ReactNode) {
  const client = newClient();
  const wrap = (inner: ReactNode) => (
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <ShopZone zone="Asia/Shanghai">{inner}</ShopZone>
      </QueryClientProvider>
    </MantineProvider>
  );
  return { client, wrap, ...render(wrap(ui)) };
}
