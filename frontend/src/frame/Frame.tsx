import { Suspense, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { type DeskState, useSignOut } from '../desk/queries';
import { Drafts } from '../drafts/Drafts';
import { ShopZone } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Palette } from '../palette/Palette';
import { useVisits } from '../palette/queries';
import { named, useKeys } from '../parts/keys';
import { Loading } from '../parts/Loading';
import { UndoBar } from '../parts/Undo';
import { IdleLock } from '../settings/IdleLock';
import { Boundary } from './Boundary';
import classes from './Frame.module.css';
import { KeyHelp } from './KeyHelp';
import { places } from './places';
import { Rail } from './Rail';
import { StatusBar } from './StatusBar';

const first = places[0]?.path ?? '/';

/** What stands around every page: the rail of places, the status bar, the keys that go anywhere. */
export function Frame({ desk }: { desk: DeskState }) {
  const { t } = useText();
  const [here, go] = useLocation();
  const [help, setHelp] = useState(false);
  const [finding, setFinding] = useState(false);
  const signOut = useSignOut();
  const showHelp = () => setHelp(true);
  const find = () => setFinding(true);
  useVisits(here);
  useKeys(
    {
      'mod+k': named('nav.key.palette', find),
      '?': named('nav.keys', showHelp),
      'mod+shift+l': named('nav.key.switch', () => signOut.mutate()),
    },
    true,
    'anywhere',
  );
  useKeys(
    Object.fromEntries(places.map(({ letter, path, name }) => [`g ${letter}`, named(name, () => go(path))])),
    true,
    'going',
  );

  return (
    <ShopZone zone={desk.shop.zone}>
      <Drafts person={desk.person.id}>
        <UndoBar>
          <div className={classes.frame}>
            <Rail here={here} person={desk.person} onHelp={showHelp} onFind={find} />
            <main className={classes.page} aria-label={t('nav.page')}>
              <Boundary key={here.split('/')[1]}>
                <Suspense fallback={<Loading />}>
                  <Switch>
                    {places.map(({ path, page: Page }) => (
                      <Route key={path} path={`${path}/*?`}>
                        <Page />
                      </Route>
                    ))}
                    <Route>
                      <Redirect to={first} replace />
                    </Route>
                  </Switch>
                </Suspense>
              </Boundary>
            </main>
            <StatusBar desk={desk} />
          </div>
        </UndoBar>
      </Drafts>
      <IdleLock />
      {finding && <Palette onClose={() => setFinding(false)} onHelp={showHelp} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </ShopZone>
  );
}
