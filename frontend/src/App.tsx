import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { hear } from './bridge/events';
import { Problem } from './bridge/problem';
import { type DeskState, useDeskState, useKeepLanguage, useOpen } from './desk/queries';
import { Frame } from './frame/Frame';
import { chosenLanguage, speak } from './i18n';
import { useText } from './i18n/useText';
import { Loaded } from './parts/Loaded';
import { Loading } from './parts/Loading';
import { ErrorState } from './parts/State';
import { Joining } from './setup/Joining';
import { Setup } from './setup/Setup';
import { Entrance } from './sign/Entrance';
import { SignIn } from './sign/SignIn';

/** The window: no desk yet, opening, who are you, the desk itself, or why it would not open. */
export function App() {
  const { t } = useText();
  const state = useDeskState();
  const open = useOpen();
  const client = useQueryClient();
  useOneLanguage(state.data);
  useEffect(() => hear('state', () => void client.invalidateQueries({ queryKey: ['state'] })), [client]);
  return (
    <Router hook={useHashLocation}>
      <Loaded query={state} meanwhile={null}>
        {(desk) => {
          switch (desk.state) {
            case 'choosing':
              return <Setup />;
            case 'opening':
              return (
                <Entrance>
                  <p role="status">{t('sign.opening')}</p>
                  <Loading rows={3} />
                </Entrance>
              );
            case 'joining':
              return <Joining />;
            case 'signIn':
              return <SignIn desk={desk} />;
            case 'ready':
              return <Frame desk={desk} />;
            default:
              return (
                <Entrance>
                  <ErrorState
                    error={new Problem(desk.problem?.code ?? '', desk.problem?.params, '', desk.problem?.ref)}
                    title={t('sign.failed')}
                    onRetry={() => open.mutate(undefined)}
                  />
                </Entrance>
              );
          }
        }}
      </Loaded>
    </Router>
  );
}

// The window and what Go writes speak one language: the one chosen here, else the workstation's.
function useOneLanguage(desk?: DeskState) {
  const keep = useKeepLanguage();
  const { mutate } = keep;
  const lang = desk && ['signIn', 'ready'].includes(desk.state) ? desk.lang : undefined;
  useEffect(() => {
    if (!lang) return;
    const chosen = chosenLanguage();
    if (!chosen) speak(lang === 'en' ? 'en' : 'zh-CN');
    else if (chosen !== lang) mutate(chosen);
  }, [lang, mutate]);
}
