// Mantine's rules stand in a layer of their own: whatever order chunks load in, ours win.
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/charts/styles.layer.css';
import '@fontsource-variable/inter/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { newClient } from './bridge/client';
import { followChanges } from './bridge/events';
import { logFault } from './bridge/log';
import { theme, variables } from './theme/theme';
import './i18n';

// A file dropped beside a drop zone must not make the window leave the desk.
for (const name of ['dragover', 'drop']) {
  window.addEventListener(name, (event) => event.preventDefault());
}

window.addEventListener('error', ({ error }) => logFault(error, 'script'));
window.addEventListener('unhandledrejection', ({ reason }) => logFault(reason, 'promise'));

const client = newClient();
followChanges(client);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
