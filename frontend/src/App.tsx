import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { hear } from './bridge/events';
import { type DeskState, useDeskState, useKeepLanguage } from './desk/queries';
import { Frame } from './frame/Frame';
import { chosenLanguage, speak } from './i18n';
import { useText } from './i18n/useText';
import { Loaded } from './parts/Loaded';
import { Loading } from './parts/Loading';
import { Working } from './rescue/ConfirmMend';
import { Rescue } from './rescue/Rescue';
import classes from './rescue/Rescue.module.css';
import { SafetyBar } from './rescue/SafetyBar';
import { Joining } from './setup/Joining';
import { Setup } from './setup/Setup';
import { Entrance } from './sign/Entrance';
import { SignIn } from './sign/SignIn';

/** The window: no desk yet, opening, who are you, the desk itself, or why it would not open. */
export function App() {
  const { t } = useText();
  const state = useDeskState();
  const [rescuing, setRescuing] = useState(false);
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
                  {desk.checking ? (
                    <Working words={t('rescue.checking')} />
                  ) : (
                    <p role="status">{t('sign.opening')}</p>
                  )}
                  <Loading rows={3} />
                </Entrance>
              );
            case 'joining':
              return <Joining desk={desk} />;
            case 'signIn':
            case 'ready':
              if (rescuing) return <Rescue desk={desk} onBack={() => setRescuing(false)} />;
              return (
                <Guarded desk={desk} onRescue={() => setRescuing(true)}>
                  {desk.state === 'ready' ? <Frame desk={desk} /> : <SignIn desk={desk} />}
                </Guarded>
              );
            default:
              return <Rescue desk={desk} />;
          }
        }}
      </Loaded>
    </Router>
  );
}

// What is said above everything when the disk or the file is at fault.
function Guarded({
  desk,
  onRescue,
  children,
}: {
  desk: DeskState;
  onRescue: () => void;
  children: ReactNode;
}) {
  return (
    <div className={classes.shell}>
      <SafetyBar desk={desk} onRescue={onRescue} />
      <div className={classes.below}>{children}</div>
    </div>
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
